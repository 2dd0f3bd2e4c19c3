import { spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { processStart } from "../../../src/host/process-start.ts";
import { lockForWriting } from "../../../src/journal/writer-lock.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A file that another process holds. */
function heldByAnother(): { path: string; pid: number; die: () => Promise<void> } {
  const path = join(temporaryFolder(), "journal.jsonl");
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1_000)"]);
  const died = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  onTestFinished(() => void child.kill("SIGKILL"));
  const pid = child.pid as number;
  writeFileSync(`${path}.writer-${pid}-${processStart(pid)}`, "");
  return {
    path,
    pid,
    die: () => {
      child.kill("SIGKILL");
      return died;
    },
  };
}

test("a second writer is refused in one line, and leaves nothing behind", () => {
  const { path, pid } = heldByAnother();
  expect(() => lockForWriting(path)).toThrow(
    `${path} is being written by process ${pid}: one process writes a journal`,
  );
  expect(readdirSync(join(path, ".."))).toHaveLength(1);
});

test("a writer that died keeps nobody from writing, and what it left goes away", async () => {
  const { path, die } = heldByAnother();
  await die();
  const lock = lockForWriting(path);
  expect(readdirSync(join(path, ".."))).toHaveLength(1);
  lock.release();
  expect(readdirSync(join(path, ".."))).toEqual([]);
});

test("another process with the number of one that died is not it", () => {
  const path = join(temporaryFolder(), "journal.jsonl");
  writeFileSync(`${path}.writer-${process.ppid}-1`, "");
  expect(() => lockForWriting(path).release()).not.toThrow();
});

test("a process has a file once, until it lets go of it", () => {
  const path = join(temporaryFolder(), "journal.jsonl");
  const lock = lockForWriting(path);
  expect(() => lockForWriting(path)).toThrow(`written by process ${process.pid}`);
  lock.release();
  lockForWriting(path).release();
});

test("another file in the folder is another's", () => {
  const folder = temporaryFolder();
  const lock = lockForWriting(join(folder, "journal.jsonl"));
  expect(() => lockForWriting(join(folder, "undo.jsonl")).release()).not.toThrow();
  lock.release();
});
