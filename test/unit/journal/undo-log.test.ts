import { appendFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Deed, openUndoLog, parseUndoLog, type Undo } from "../../../src/journal/undo-log.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { undoOf } from "../../support/undo-of.ts";

const strikes = { first: crypto.randomUUID(), second: crypto.randomUUID(), third: crypto.randomUUID() };

function undo(id: keyof typeof strikes): Undo {
  return undoOf(id, strikes[id]);
}

function healed(id: keyof typeof strikes, deed: Deed["deed"] = "healed"): Deed {
  const at = "2026-11-23T11:00:09.000Z";
  return { deed, strike: strikes[id], folder: "/runs/a", by: "clean", at, detail: "seen" };
}

function emptyLog() {
  const path = join(temporaryFolder(), "undo.jsonl");
  return { path, log: openUndoLog(path) };
}

test("what was begun and not seen to be healed is open, newest first", () => {
  const { path, log } = emptyLog();
  for (const id of ["first", "second", "third"] as const) log.intend(undo(id));
  log.note(healed("third", "not-healed"));
  log.note(healed("second"));
  expect(log.read().open).toEqual([undo("third"), undo("first")]);
  expect(log.read().deeds).toEqual([healed("third", "not-healed"), healed("second")]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a torn line neither counts nor swallows the next one", () => {
  const { path, log } = emptyLog();
  log.intend(undo("first"));
  appendFileSync(path, '{"strike":"second","clus');
  expect(log.read()).toMatchObject({ open: [undo("first")], problems: [] });
  log.note(healed("first"));
  expect(log.read()).toMatchObject({ open: [], problems: [] });
});

test("a line that says nothing that is known is a problem, and never ignored", () => {
  const lines = [
    { ...undo("first"), hits: undefined },
    { ...undo("first"), actions: [{ do: "exec", node: "a", argv: ["reboot"] }] },
    { ...healed("first"), deed: "melted" },
    { ...undo("first"), cluster: "kc-x" },
    [],
  ].map((line) => JSON.stringify(line));
  const { open, problems } = parseUndoLog(`${lines.join("\n")}\n${JSON.stringify(undo("second"))}\n`);
  expect(problems).toHaveLength(lines.length);
  expect(open).toEqual([undo("second")]);
});

test("a log that is deleted while it is open is still written and read by who holds it", () => {
  const { path, log } = emptyLog();
  log.intend(undo("first"));
  rmSync(path);
  log.intend(undo("second"));
  expect(log.read().open).toEqual([undo("second"), undo("first")]);
});

test("nothing may be broken where the undo cannot be written", () => {
  expect(() => openUndoLog(join(temporaryFolder(), "gone", "undo.jsonl"))).toThrow(/Cannot open the undo log/);
  const { log } = emptyLog();
  log.close();
  expect(() => log.intend(undo("first"))).toThrow(/Cannot write the undo log/);
});
