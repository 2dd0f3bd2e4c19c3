import { readdirSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { readTicket, takeTicket, ticketsBefore } from "../../../src/queue/ticket.ts";
import { awaitTurn, describeHolder, type Holder } from "../../../src/queue/turn.ts";
import { inFakeTime } from "../../support/fake-time.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const never = new AbortController().signal;
const silent = { limitMs: 60_000, signal: never, onWait: () => expect.unreachable() };

/** Has a turn in a folder; fails where somebody else has it. */
async function turnIn(folder: string) {
  const got = await awaitTurn(folder, "baseline", silent);
  if (!("turn" in got)) throw new Error("somebody has it");
  return got.turn;
}

test("who comes to an empty queue has the turn at once, says on what, and leaves nothing", async () => {
  const folder = temporaryFolder();
  const turn = await turnIn(folder);
  turn.says("etcd-minority", "kc-a");
  const [holder] = ticketsBefore(folder, takeTicket(folder, { what: "x", since: "" }));
  expect(holder === undefined ? "" : readTicket(holder)).toMatchObject({ what: "etcd-minority", cluster: "kc-a" });
  turn[Symbol.dispose]();
  expect(readdirSync(folder)).toHaveLength(1);
});

test("who does not wait is told who has the turn, and leaves no ticket", async () => {
  const folder = temporaryFolder();
  using _turn = await turnIn(folder);
  const got = await awaitTurn(folder, "lb-kill", { ...silent, limitMs: 0 });
  expect(got).toMatchObject({ holder: { pid: process.pid, about: { what: "baseline" }, others: 0 } });
  expect(readdirSync(folder)).toHaveLength(1);
});

test("who waits is told at once for whom, and has its turn when that is over", async () => {
  const folder = temporaryFolder();
  const first = await turnIn(folder);
  const told: Holder[] = [];
  const onWait = (holder: Holder) => {
    told.push(holder);
    first[Symbol.dispose]();
  };
  const second = await inFakeTime(() => awaitTurn(folder, "lb-kill", { ...silent, onWait }));
  expect(second).toHaveProperty("turn");
  expect(told).toMatchObject([{ about: { what: "baseline" } }]);
});

test("who is interrupted while it waits is gone at once", async () => {
  const folder = temporaryFolder();
  using _turn = await turnIn(folder);
  const controller = new AbortController();
  const onWait = () => controller.abort(new Error("Ctrl-C"));
  const waiting = awaitTurn(folder, "lb-kill", { limitMs: 60_000, signal: controller.signal, onWait });
  await expect(waiting).rejects.toThrow("Ctrl-C");
  expect(readdirSync(folder)).toHaveLength(1);
});

test("a queue whose folder was emptied meanwhile goes on, and a turn whose folder is gone harms nobody", async () => {
  const folder = temporaryFolder();
  const first = await turnIn(folder);
  const empty = () => {
    for (const name of readdirSync(folder)) rmSync(`${folder}/${name}`);
  };
  const got = await inFakeTime(() => awaitTurn(folder, "lb-kill", { ...silent, onWait: empty }));
  expect(got).toHaveProperty("turn");
  expect(readdirSync(folder)).toHaveLength(1);
  rmSync(folder, { recursive: true });
  expect(() => first.says("x", "kc-a")).not.toThrow();
  expect(() => first[Symbol.dispose]()).not.toThrow();
});

test("is told in words with process, scenario, time and cluster", () => {
  const now = new Date(2026, 10, 27, 14, 0);
  const since = (day: number) => new Date(2026, 10, day, 12, 3).toISOString();
  const about = { what: "etcd-minority", since: since(27), cluster: "kc-a" };
  expect(describeHolder({ pid: 4711, about, others: 0 }, now)).toBe(
    "process 4711 (etcd-minority since 12:03, cluster kc-a)",
  );
  expect(
    describeHolder({ pid: 4711, about: { what: "baseline and 2 scenarios more", since: since(26) }, others: 1 }, now),
  ).toBe("process 4711 (baseline and 2 scenarios more since 2026-11-26 12:03), and 1 before this one");
  expect(describeHolder({ pid: 4711, about: undefined, others: 0 }, now)).toBe("process 4711");
});
