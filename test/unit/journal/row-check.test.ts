import { describe, expect, test } from "vitest";
import { NumberSet } from "../../../src/journal/number-set.ts";
import { originAt, type RowContext, rowProblem } from "../../../src/journal/row-check.ts";
import type { Lane } from "../../../src/model/lane.ts";
import type { RecordedOperation } from "../../../src/model/recorded-operation.ts";
import { loadOperations } from "../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";

const operations = await loadOperations();
const names = ["write", "readyz", "workload-dns"];
const lanes: readonly Lane[] = buildJournal({
  lanes: names.map((name) => `${name}/api/new`),
  guarantees: [],
}).events.flatMap((event) => (event.type === "lanes" ? event.lanes : []));

/** What stood before: three lanes, three backends, the schedule begins after 1 s. */
function context(change: Partial<RowContext> = {}): RowContext {
  return {
    lanes: lanes.map((lane) => ({
      lane: { ...lane, offsetMs: 0 },
      operation: operations.get(lane.operation) as RecordedOperation,
      seen: new NumberSet(),
    })),
    backends: 3,
    origin: originAt(1_000),
    ...change,
  };
}

const columns = ["s", "lane", "number", "scheduled", "started", "connected", "firstByte", "ended", "outcome", "error"];
const more = ["backend", "connection", "status", "revision", "detail"];
type Change = Readonly<Record<string, unknown>>;

/** A row that can be, with some columns changed. */
function row(usual: readonly unknown[], change: Change = {}): unknown[] {
  const names = [...columns, ...more];
  const cells = names.map((name, index) => (name in change ? change[name] : usual[index]));
  while (cells.at(-1) === undefined) cells.pop();
  return cells.map((cell) => cell ?? null);
}

const written = ["s", 0, 7, 1_750, 0.4, 2.1, 8, 9.5, 0, null, 1, 12, 200, 1_007, "written-0-0-7 0-7"];
const read = ["s", 1, 7, 1_750, 0.4, 2.1, 8, 9.5, 0, null, 1, 13, 200];
const asked = ["s", 2, 7, 1_750, 0.4, null, 8, 9.5, 0, null, null, 14, null, null, "workload-6d4b75cb6d-a"];
const refused = ["s", 1, 8, 1_850, 0.4, null, null, 0.9, 1, "refused", null, 15];
const lost = ["s", 0, 8, 1_850, 0.4, 2, null, 900, 2, "reset", 1, 16, null, null, "written-0-0-0 0-8"];
const overloaded = ["s", 1, 9, 1_950, 0.4, 2, 5, 6, 1, "http-500:etcd", 1, 17, 500];

test.each([written, read, asked, refused, lost, overloaded])("what is recorded is no damage: %j", (...usual) => {
  expect(rowProblem(usual, context())).toBeUndefined();
});

describe("a row that cannot be is damage:", () => {
  const cases: [string, readonly unknown[], Change][] = [
    ["no such lane", read, { lane: 3 }],
    ["a lane beyond sixteen bits", read, { lane: 65_536 }],
    ["a lane that is a text", read, { lane: "1" }],
    ["a part of a lane", read, { lane: 0.5 }],
    ["a number below zero", read, { number: -1 }],
    ["a part of a number", read, { number: 7.5 }],
    ["a number of another time", read, { number: 700 }],
    ["no number where something is changed", written, { number: null }],
    ["a time below zero", read, { scheduled: -1 }],
    ["an endless time", read, { scheduled: Number.POSITIVE_INFINITY }],
    ["a time before the lanes were started", refused, { number: null, scheduled: -1 }],
    ["a start before it was due", read, { started: -3 }],
    ["a start hours later", read, { started: 7_200_000, connected: null, firstByte: null, ended: 7_200_001 }],
    ["no start", read, { started: null }],
    ["an end before the start", read, { ended: 0.1 }],
    ["an endless end", read, { ended: Number.POSITIVE_INFINITY }],
    ["an end long after the deadline", refused, { ended: 90_000 }],
    ["a connection before the start", read, { connected: 0.1 }],
    ["a connection after the end", read, { connected: 10 }],
    ["an answer before the connection", read, { firstByte: 1 }],
    ["an answer after the end", read, { firstByte: 10 }],
    ["no outcome", read, { outcome: null }],
    ["an empty outcome", read, { outcome: "" }],
    ["a false outcome", read, { outcome: false }],
    ["an outcome in an array", read, { outcome: [] }],
    ["an outcome in a text", read, { outcome: "0" }],
    ["an outcome that is none", read, { outcome: 3 }],
    ["ok with an error", read, { error: "refused" }],
    ["failed without an error", refused, { error: null }],
    ["failed with an empty error", refused, { error: "" }],
    ["an endless error", refused, { error: "x".repeat(5_000) }],
    ["an error that is a number", refused, { error: 7 }],
    ["unknown though nothing is changed", refused, { outcome: 2 }],
    ["ok with status 500", read, { status: 500 }],
    ["ok without a status", read, { status: null, revision: 4 }],
    ["ok without a connection", read, { connected: null }],
    ["ok without an answer", read, { firstByte: null }],
    ["an error of another status", overloaded, { status: 503 }],
    ["an error of an answer without a status", overloaded, { status: undefined }],
    ["a status without an answer", refused, { status: 500 }],
    ["a good status without a success", refused, { status: 200 }],
    ["a backend that nobody knows", read, { backend: 3 }],
    ["a part of a backend", read, { backend: 0.5 }],
    ["no connection", written, { connection: null }],
    ["a connection that is a text", read, { connection: "13" }],
    ["a revision below zero", written, { revision: -1 }],
    ["a revision in a text", written, { revision: "1007" }],
    ["an acknowledged write without a token", written, { detail: undefined }],
    ["the token of another write", written, { detail: "written-0-0-7 0-8" }],
    ["a detail that is an object", written, { detail: {} }],
    ["no replica", asked, { detail: undefined }],
  ];
  test.each(cases)("%s", (_what, usual, change) => {
    expect(rowProblem(row(usual), context())).toBeUndefined();
    expect(rowProblem(row(usual, change), context())).toEqual(expect.any(String));
  });

  test("one that is there already, whatever else it says", () => {
    const before = context();
    expect(rowProblem(row(refused), before)).toBeUndefined();
    const success = { outcome: 0, error: null, connected: 0.5, firstByte: 0.8, status: 200 };
    expect(rowProblem(row(refused, success), before)).toBe("attempt 8 is there already");
  });

  test("too few columns, too many, or an empty one at the end", () => {
    for (const cells of [read.slice(0, 11), [...written, 1], [...read, null], ["s"]])
      expect(rowProblem(cells, context())).toEqual(expect.any(String));
  });

  test("one whose number is that of another time, by what the others tell of the schedule", () => {
    const before = context();
    for (const number of [0, 1, 2])
      for (const into of [1, 98])
        expect(
          rowProblem(
            row(refused, { lane: into === 1 ? 1 : 2, number, scheduled: 1_000 + 100 * number + into }),
            before,
          ),
        ).toBeUndefined();
    expect(rowProblem(row(refused, { number: 4, scheduled: 1_350 }), before)).toBe("attempt 4 was not due at 1350 ms");
    expect(rowProblem(row(refused, { number: 3, scheduled: 1_350 }), before)).toBeUndefined();
  });

  test("one before the lanes were started", () => {
    expect(rowProblem(row(read), context({ origin: undefined }))).toMatch(/before the lanes were started/);
    expect(rowProblem(row(read), context({ origin: originAt(9_000) }))).toMatch(/was not due/);
  });

  test("nothing more is asked of an operation that is not known", () => {
    const [writes] = context().lanes;
    const unknown = context({ lanes: writes === undefined ? [] : [{ ...writes, operation: undefined }] });
    expect(rowProblem(row(written, { detail: "anything" }), unknown)).toBeUndefined();
  });
});
