#!/usr/bin/env node
// The command `actorgen`.
import { expectShortRun } from "./engine.js";

expectShortRun();
const [{ main }, { processTerminal }] = await Promise.all([import("./program.js"), import("./terminal.js")]);
process.exitCode = await main(process.argv.slice(2), processTerminal());
