// Telling errors apart: isActorError and the guards of emitted code.
import { expect, test } from "vitest";
import { ActorError, errorGuard, isActorError, type DeclaredError } from "actorgen/client";
import { room } from "./room.js";

interface RoomErrors {
  say: DeclaredError<"muted", { until: Date }> | DeclaredError<"full", undefined>;
}
const isRoomError = errorGuard<RoomErrors>(room);
const muted = new ActorError({ code: "muted", message: "muted", data: { until: new Date(0) } });

test("isActorError knows errors of this package, also of another copy of it", () => {
  class ActorErrorOfAnotherCopy extends Error {
    override readonly name = "ActorError";
  }
  expect([muted, new ActorErrorOfAnotherCopy()].map(isActorError)).toEqual([true, true]);
  expect([new Error("x"), { name: "ActorError" }, null, undefined, "muted"].some(isActorError)).toBe(false);
});

test("a guard narrows to the errors that the action declares", () => {
  const error: unknown = muted;
  if (!isRoomError("say", error)) throw new Error("not narrowed");
  if (error.code === "muted") expect(error.data.until).toEqual(new Date(0));
  else expect.unreachable();
  expect(isRoomError("say", new ActorError({ code: "full", message: "full" }))).toBe(true);
});

test("a guard refuses every other error", () => {
  for (const code of ["timeout", "constructor", "toString"]) {
    expect(isRoomError("say", new ActorError({ code, message: code }))).toBe(false);
  }
  expect(isRoomError("say", new Error("muted"))).toBe(false);
  expect(errorGuard<{ clear: DeclaredError<"muted", undefined> }>(room)("clear", muted)).toBe(false);
});
