import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const script = new URL("../../support/queue-process.ts", import.meta.url).pathname;

/** A queue with processes that take turns in it. */
function queue() {
  const base = temporaryFolder();
  const folder = join(base, "queue");
  const log = join(base, "log");
  mkdirSync(folder);
  const start = (times: number, holdMs: number): ChildProcess & { ended: Promise<number | null> } => {
    const child = spawn(process.execPath, [script, folder, log, `${times}`, `${holdMs}`], { stdio: "inherit" });
    onTestFinished(() => void child.kill("SIGKILL"));
    return Object.assign(child, { ended: new Promise<number | null>((done) => child.once("exit", done)) });
  };
  const lines = () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []);
  const until = async (line: string) => {
    while (!lines().includes(line)) await sleep(20);
  };
  return { folder, start, lines, until };
}

/** Fails where one began while another had the turn; one that was killed has it no longer. */
function mustTakeTurns(lines: readonly string[], killed: readonly (number | undefined)[]): void {
  let holder: string | undefined;
  for (const line of lines) {
    const [what, pid] = line.split(" ");
    if (what === "begins") {
      if (holder !== undefined) expect(killed.map(String), lines.join("\n")).toContain(holder);
      holder = pid;
    }
    if (what === "ends") holder = undefined;
  }
}

it("of processes that race for their turns, and are killed in them, only one has it at a time", async () => {
  const { folder, start, lines } = queue();
  const racing = Array.from({ length: 4 }, () => start(3, 10));
  const dying = start(1, 60_000);
  while (!lines().includes(`begins ${dying.pid}`)) await sleep(20);
  dying.kill("SIGKILL");
  expect(await Promise.all(racing.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
  mustTakeTurns(lines(), [dying.pid]);
  expect(lines().filter((line) => line.startsWith("begins"))).toHaveLength(13);
  expect(readdirSync(folder).filter((name) => !name.includes(`-${dying.pid}-`))).toEqual([]);
});

it("who came first is served first, a stopped holder keeps its turn, and a killed one does not", async () => {
  const { start, lines, until } = queue();
  const first = start(1, 60_000);
  await until(`begins ${first.pid}`);
  first.kill("SIGSTOP");
  const second = start(1, 0);
  await until(`comes ${second.pid}`);
  const third = start(1, 0);
  await until(`comes ${third.pid}`);
  await sleep(1_200);
  expect(lines().filter((line) => line.startsWith("begins"))).toEqual([`begins ${first.pid}`]);
  first.kill("SIGKILL");
  expect([await second.ended, await third.ended]).toEqual([0, 0]);
  expect(lines().filter((line) => line.startsWith("begins"))).toEqual(
    [first, second, third].map(({ pid }) => `begins ${pid}`),
  );
});
