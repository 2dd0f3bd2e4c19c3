import { spawn } from "node:child_process";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { processStart } from "../../../src/host/process-start.ts";
import { giveBack, readTicket, takeTicket, ticketsBefore } from "../../../src/queue/ticket.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const about = { what: "baseline", since: "2026-11-27T12:03:00.000Z" };

/** Writes the ticket of another process, which lives until it is killed or the test is over. */
function ticketOfAnother(folder: string, number: number): { pid: number; die: () => Promise<void> } {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1_000)"]);
  const died = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  onTestFinished(() => void child.kill("SIGKILL"));
  const pid = child.pid as number;
  writeFileSync(join(folder, `${number}-${pid}-${processStart(pid)}.json`), JSON.stringify(about));
  return {
    pid,
    die: () => {
      child.kill("SIGKILL");
      return died;
    },
  };
}

test("a ticket comes after every living one, says what it is for, and is its owner's alone", () => {
  const folder = temporaryFolder();
  const { pid } = ticketOfAnother(folder, 7);
  const mine = takeTicket(folder, about);
  expect(mine.number).toBe(8);
  expect(ticketsBefore(folder, mine).map((ticket) => ticket.pid)).toEqual([pid]);
  expect(readTicket(mine)).toEqual(about);
  expect(statSync(mine.file).mode & 0o777).toBe(0o600);
  giveBack(mine);
  giveBack(mine);
  expect(readdirSync(folder)).toHaveLength(1);
});

test("a process that died keeps no place, and what it left goes away", async () => {
  const folder = temporaryFolder();
  const { die } = ticketOfAnother(folder, 7);
  await die();
  const mine = takeTicket(folder, about);
  expect(ticketsBefore(folder, mine)).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(1);
});

test("another process with the number of one that died has not its place", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, `000000000001-${process.ppid}-1.json`), JSON.stringify(about));
  expect(ticketsBefore(folder, takeTicket(folder, about))).toEqual([]);
});

test.each(["notes.txt", "1-2.json", "../1-2-3.json".slice(3), "x-1-1.json", ".1-1-1.json.ab.part"])(
  "what is no ticket is neither counted nor, where it is not one at all, removed: %s",
  (name) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), "");
    expect(ticketsBefore(folder, takeTicket(folder, about))).toEqual([]);
    expect(readdirSync(folder).includes(name)).toBe(!/^\d+-\d+-\w+\.json$/.test(name));
  },
);

test("a ticket that cannot be read says nothing, and has its place", () => {
  const folder = temporaryFolder();
  const { pid } = ticketOfAnother(folder, 1);
  const [first] = ticketsBefore(folder, takeTicket(folder, about));
  writeFileSync(first?.file ?? "", "{");
  expect(first?.pid).toBe(pid);
  expect(first === undefined ? "" : readTicket(first)).toBeUndefined();
});
