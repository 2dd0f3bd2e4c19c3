import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openUndoLog, undoFile, unfinishedUndos } from "../../../src/journal/undo-log.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const undo = (id: string) => ({
  id,
  cluster: "kc-test",
  at: "2026-11-23T11:00:00.000Z",
  actions: [{ do: "unpause" as const, node: "kc-test-control-plane" }],
});

test("what was begun and not done is unfinished, newest first", () => {
  const folder = temporaryFolder();
  const log = openUndoLog(folder);
  for (const id of ["first", "second", "third"]) log.intend(undo(id));
  log.done("second");
  expect(unfinishedUndos(folder)).toEqual([undo("third"), undo("first")]);
});

test("a folder without a log has nothing to undo", () => {
  expect(unfinishedUndos(temporaryFolder())).toEqual([]);
});

test("a torn line neither counts nor swallows the next one", () => {
  const folder = temporaryFolder();
  openUndoLog(folder).intend(undo("first"));
  appendFileSync(join(folder, undoFile), '{"id":"second","clus');
  expect(unfinishedUndos(folder)).toEqual([undo("first")]);
  openUndoLog(folder).done("first");
  expect(unfinishedUndos(folder)).toEqual([]);
});

test("nothing may be broken where the undo cannot be written", () => {
  expect(() => openUndoLog(join(temporaryFolder(), "gone")).intend(undo("first"))).toThrow(/Cannot write/);
});
