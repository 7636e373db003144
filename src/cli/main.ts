#!/usr/bin/env node
// The command `actorgen`.
import { main } from "./program.js";
import { processTerminal } from "./terminal.js";

process.exitCode = await main(process.argv.slice(2), processTerminal());
