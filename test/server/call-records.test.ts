// What came of calls: in memory, and as a durable store is told of it.
import { describe, expect, test } from "vitest";
import { CallLog } from "../../src/server/call-log.js";
import { CallRecords } from "../../src/server/call-records.js";
import type { CallRow } from "../../src/server/call-rows.js";
import type { StorageChange } from "../../src/server/host.js";

/** A log in one turn after the other, with what a store would have of it. */
class Kept {
  readonly storage = { turn: 1 };
  readonly log = new CallLog(this.storage);
  readonly values = new Map<string, unknown>();

  call(records: CallRecords, id: number, outcome: string | undefined): CallRow {
    const changes: StorageChange[] = [];
    const row = this.log.add(changes, records, id, outcome);
    records.put(id, outcome, row);
    this.commit(changes);
    return row;
  }

  commit(changes: readonly StorageChange[]): void {
    for (const change of changes) {
      if ("put" in change) this.values.set(change.put, change.value);
      else if ("delete" in change) this.values.delete(change.delete);
    }
  }

  /** The records of a connection after a crash. */
  load(connection: string, slots: number): { readonly records: CallRecords; readonly last: number } {
    const log = new CallLog({ turn: 1 });
    const calls = log.load(structuredClone(this.values)).get(connection) ?? [];
    log.take(calls);
    log.settle();
    const records = new CallRecords(connection, slots, log);
    return { records, last: records.load(calls) };
  }
}

const result = (id: number, value: string): object => ({ text: `{"t":"result","id":${id},"value":${value}}` });

describe("in memory", () => {
  test("results, errors and void, in any order, while a ring grows and turns", () => {
    const records = new CallRecords("a", 1_024, undefined);
    for (let id = 1; id <= 500; id++) {
      if (id % 50 === 1) records.acknowledge(id - 10);
      records.put(id % 2 ? id : id + 1_000, id % 3 ? String(id) : { text: `error ${id}` }, undefined);
    }
    expect(records.find(499)).toEqual(result(499, "499"));
    expect(records.find(1_498)).toEqual({ text: "error 498" });
    expect(records.find(444)).toBe("new");
    records.put(2_001, "", undefined);
    expect(records.find(2_001)).toEqual({ text: '{"t":"result","id":2001}' });
    records.acknowledge(3_000);
    expect(records.empty).toBe(true);
  });

  test("what no longer fits is unknown, by number and by length", () => {
    const records = new CallRecords("a", 4, undefined);
    for (let id = 1; id <= 6; id++) records.put(id, "1", undefined);
    expect([1, 2, 3, 7].map((id) => records.find(id))).toEqual(["unknown", "unknown", result(3, "1"), "new"]);
    records.put(7, `"${"x".repeat(1 << 20)}"`, undefined);
    expect(records.find(6)).toBe("unknown");
    expect(records.find(7)).toMatchObject({ text: expect.stringContaining("xx") });
  });
});

describe("in a store", () => {
  test("one value for each turn, deleted with a later one when all of it is acknowledged", () => {
    const kept = new Kept();
    const a = new CallRecords("a", 16, kept.log);
    const b = new CallRecords("b", 16, kept.log);
    kept.call(a, 1, "1");
    kept.call(a, 2, "2");
    kept.call(b, 1, "true");
    kept.storage.turn++;
    kept.call(a, 3, undefined);
    expect(Object.fromEntries(kept.values)).toEqual({
      "call/1": [
        ["a", 0, 1, "1", 2, "2"],
        ["b", 0, 1, "true"],
      ],
      "call/2": [["a", 0, 3, null]],
    });
    expect(kept.load("a", 16).records.find(2)).toEqual(result(2, "2"));
    expect(kept.load("a", 16).records.find(3)).toBe("unknown");
    expect(kept.load("a", 16).last).toBe(3);
    a.acknowledge(2);
    b.acknowledge(1);
    expect(kept.values.size).toBe(2);
    kept.storage.turn++;
    kept.call(b, 2, "true");
    expect([...kept.values.keys()]).toEqual(["call/2", "call/3"]);
  });

  test("what was dropped is known to be after a crash, at whatever moment", () => {
    const kept = new Kept();
    const a = new CallRecords("a", 4, kept.log);
    const b = new CallRecords("b", 4, kept.log);
    for (let id = 1; id <= 12; id++) {
      kept.storage.turn++;
      kept.call(a, id, String(id));
      for (let other = 0; other < 3; other++) {
        kept.storage.turn++;
        kept.call(b, id * 3 + other, "true");
        b.acknowledge(id * 3 + other);
        const { records } = kept.load("a", 4);
        for (let old = 1; old <= id; old++) expect(records.find(old)).not.toBe("new");
        expect(records.find(id)).toEqual(result(id, String(id)));
        expect(records.find(id + 1)).toBe("new");
      }
    }
  });

  test("stays small whatever a few connections hold back", () => {
    const kept = new Kept();
    const idle = Array.from({ length: 300 }, (_one, index) => new CallRecords(`idle-${index}`, 16, kept.log));
    const busy = new CallRecords("busy", 1_024, kept.log);
    let id = 0;
    for (const records of idle) {
      kept.storage.turn++;
      kept.call(records, 1, "1");
      for (let more = 0; more < 100; more++) kept.call(busy, ++id, "true");
      busy.acknowledge(id);
    }
    const calls = [...kept.values.values()].flat().length;
    expect(calls).toBeLessThan(2_500);
    for (const { connection } of idle) expect(kept.load(connection, 16).records.find(1)).toEqual(result(1, "1"));
    for (const records of idle) records.close();
    busy.close();
    const changes: StorageChange[] = [];
    kept.log.sweep(changes);
    kept.commit(changes);
    expect(kept.values.size).toBe(0);
  });

  test("moves to the connection that goes on", () => {
    const kept = new Kept();
    const a = new CallRecords("a", 16, kept.log);
    kept.call(a, 1, "1");
    kept.call(a, 2, "2");
    a.connection = "b";
    kept.storage.turn++;
    const changes: StorageChange[] = [];
    kept.log.restore(changes, a);
    kept.commit(changes);
    kept.storage.turn++;
    kept.call(a, 3, "3");
    expect(kept.load("b", 16).records.find(1)).toEqual(result(1, "1"));
    expect(kept.load("a", 16).last).toBe(0);
    expect([...kept.values.keys()]).toEqual(["call/2", "call/3"]);
  });
});
