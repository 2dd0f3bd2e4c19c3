import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sameWishMs } from "../../../src/command-line/interruption.ts";
import { Engine } from "../../../src/host/engine.ts";
import { readJournal } from "../../../src/journal/reader.ts";
import { parseUndoLog } from "../../../src/journal/undo-log.ts";
import { journalFile } from "../../../src/journal/writer.ts";
import { type Chaos, follow } from "../../e2e/support/chaos.ts";
import { type PlainCluster, plainCluster } from "../../support/plain-cluster.ts";
import type { PlayedRun } from "../../support/run-process.ts";
import { wayToEngine } from "../../support/way-to-engine.ts";

const engine = new Engine();
const scratch = mkdtempSync(join(tmpdir(), "kind-chaos-ways-out-"));
const isRoot = process.getuid?.() === 0;
/** One for each case, so that all can go on at the same time. */
const workers = 19;
let plain: PlainCluster;
let taken = 0;

beforeAll(async () => {
  plain = await plainCluster(engine, Array<"worker">(workers).fill("worker"));
});
afterAll(async () => {
  await plain?.[Symbol.asyncDispose]();
  for (const folder of mounted) execFileSync("umount", ["-l", folder]);
  rmSync(scratch, { recursive: true, force: true });
});

interface Playing extends Chaos {
  readonly folder: string;
  readonly cache: string;
  /** The container of the worker that it freezes. */
  readonly node: string;
}

/** What a process that plays `run` meets. */
interface Surroundings {
  /** Which of its folders are on disks of 64 KiB. */
  readonly smallDisks?: readonly ("folder" | "cache")[];
  /** Where it finds the engine; its usual place where nothing is given. */
  readonly engine?: string;
  /** What it is started by. */
  command?(argv: string[]): string[];
}

const asIs = (argv: string[]) => argv;
const mounted: string[] = [];

function mountSmall(folder: string): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]);
  mounted.push(folder);
}

/** A process that plays `run` in a folder, with a cache folder of its own. */
function play(
  how: Partial<PlayedRun> = {},
  { smallDisks = [], engine: host, command = asIs }: Surroundings = {},
): Playing {
  taken += 1;
  const own = join(scratch, `${taken}`);
  const [folder, cache] = [join(own, "run"), join(own, "cache")];
  for (const each of [folder, cache]) mkdirSync(each, { recursive: true });
  for (const each of smallDisks) mountSmall({ folder, cache }[each]);
  const played: PlayedRun = { cluster: plain.cluster, folder, worker: taken, ...how };
  const argv = [process.execPath, "test/support/run-process.ts", JSON.stringify(played)];
  const [file = "", ...words] = command(argv);
  const child = spawn(file, words, {
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: "node_modules/.cache/compile",
      KIND_CHAOS_CACHE: cache,
      ...(host === undefined ? {} : { DOCKER_HOST: host }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const node = plain.cluster.nodes.filter(({ role }) => role === "worker")[taken - 1]?.name ?? "";
  return { ...follow(child), folder, cache, node };
}

const held = "frozen: proven active";

/** Nothing is frozen any more, and nothing is to be taken back. */
async function isHealed(run: Playing): Promise<void> {
  expect(await engine.inspect(run.node)).toMatchObject({ running: true, paused: false });
  expect(readUndoLog(run)).toMatchObject({ open: [], problems: [] });
}

function readUndoLog({ cache }: Playing) {
  const log = join(cache, "clusters", plain.cluster.name, "undo.jsonl");
  return parseUndoLog(existsSync(log) ? readFileSync(log, "utf8") : "");
}

/** How the journal says that it ended, and whether a report was written. */
async function recorded({ folder }: Playing) {
  const { events } = await readJournal(join(folder, journalFile));
  const last = events.at(-1);
  const bugs = events.flatMap((event) => (event.type === "error" && event.code === "bug" ? [event.message] : []));
  return {
    end: last?.type === "run-end" ? last.reason : undefined,
    bugs,
    report: existsSync(join(folder, "report.md")),
  };
}

/** Fills a disk, and what is left of the last block of a file there with empty lines. */
function fill(folder: string, file = "filler"): void {
  for (const [name, text] of [
    ["filler", "x"],
    [file, "\n"],
  ] as const) {
    try {
      appendFileSync(join(folder, name), text.repeat(100_000));
    } catch {
      // It is full, as it should be.
    }
  }
}

describe.concurrent("a run heals, whatever ends it", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const)("%s while a fault is held", async (signal) => {
    const run = play();
    await run.says(held);
    run.process.kill(signal);
    expect(await run.ended).toEqual({ code: 130, signal: null });
    await isHealed(run);
    expect(await recorded(run)).toEqual({ end: "interrupted", bugs: [], report: true });
    expect(run.stderr()).toContain(`stopped: interrupted by ${signal}`);
  });

  it("two signals at once are one wish: it heals all the same", async () => {
    const run = play();
    await run.says(held);
    run.process.kill("SIGTERM");
    run.process.kill("SIGHUP");
    run.process.kill("SIGTERM");
    expect(await run.ended).toEqual({ code: 130, signal: null });
    await isHealed(run);
  });

  it("a signal before anything is broken: nothing is", async () => {
    const run = play({ calmMs: 600_000 });
    await run.says("calm");
    // It is ignored: any broken connection raises it.
    run.process.kill("SIGPIPE");
    run.process.kill("SIGQUIT");
    expect((await run.ended).code).toBe(130);
    await isHealed(run);
    expect(run.stderr()).not.toContain("frozen");
    expect(await recorded(run)).toMatchObject({ end: "interrupted", report: true });
  });

  it("nobody reads its standard error any more", async () => {
    const run = play({ talks: true });
    await run.says(held);
    (run.process.stderr as unknown as { destroy(): void }).destroy();
    expect(await run.ended).toEqual({ code: 130, signal: null });
    await isHealed(run);
    expect(await recorded(run)).toEqual({ end: "interrupted", bugs: [], report: true });
    expect(run.stdout()).toContain("INCONCLUSIVE");
  });

  it("its terminal is gone", async () => {
    const command = (argv: string[]) => ["script", "-qefc", argv.map((word) => `'${word}'`).join(" "), "/dev/null"];
    const run = play({ talks: true }, { command });
    const journal = join(run.folder, journalFile);
    const told = () => (existsSync(journal) ? readFileSync(journal, "utf8") : "");
    await expect.poll(told, { timeout: 30_000 }).toContain('"fault-active"');
    run.process.kill("SIGKILL");
    await expect.poll(told, { timeout: 30_000 }).toContain('"run-end"');
    await isHealed(run);
    await expect.poll(() => existsSync(join(run.folder, "report.md"))).toBe(true);
  });

  it.each(["exception", "rejection"] as const)("%s that nobody caught", async (bug) => {
    const run = play({ bug });
    expect(await run.ended).toEqual({ code: 2, signal: null });
    await isHealed(run);
    const { bugs, ...rest } = await recorded(run);
    expect(rest).toEqual({ end: "failed", report: true });
    expect(bugs).toEqual([expect.stringMatching(/^Error: nobody expected this\n {4}at /)]);
    expect(run.stderr()).toMatch(/chaos: this is a bug\nError: nobody expected this\n {4}at /);
  });

  it("its deadline", async () => {
    const run = play({ deadline: { text: "4s", atMs: 4_000 } });
    expect(await run.ended).toEqual({ code: 3, signal: null });
    await isHealed(run);
    expect(await recorded(run)).toEqual({ end: "deadline", bugs: [], report: true });
    expect(run.stdout()).toContain("until its deadline was over");
  });

  it("its folder is deleted", async () => {
    const run = play({ talks: true });
    await run.says(held);
    rmSync(run.folder, { recursive: true });
    expect(await run.ended).toEqual({ code: 2, signal: null });
    await isHealed(run);
    expect(run.stderr()).toMatch(/^chaos: .*is gone or was changed while the run went on: .*$/m);
    expect(run.stderr()).not.toContain("this is a bug");
  });

  it.runIf(isRoot)("the disk under its folder is full", async () => {
    const run = play({ talks: true }, { smallDisks: ["folder"] });
    await run.says(held);
    fill(run.folder);
    expect(await run.ended).toEqual({ code: 2, signal: null });
    await isHealed(run);
    expect(run.stderr()).toMatch(/No space left to write .*: stopping after healing/);
    expect(run.stderr()).toMatch(/^chaos: .*report\.json.* cannot be written: ENOSPC: no space left on device$/m);
    expect(run.stdout()).toContain("INCONCLUSIVE");
  });

  it.runIf(isRoot)("the disk under the cache folder is full before: nothing is broken", async () => {
    const run = play({ calmMs: 1_000 }, { smallDisks: ["cache"] });
    await run.says("calm");
    fill(run.cache);
    expect(await run.ended).toEqual({ code: 2, signal: null });
    await isHealed(run);
    expect(run.stderr()).toMatch(/error journal-full: Cannot write the undo log: ENOSPC/);
    expect(run.stderr()).not.toContain("frozen:");
  });

  it.runIf(isRoot)("the disk under the cache folder is full while a fault is held", async () => {
    const run = play({}, { smallDisks: ["cache"] });
    await run.says(held);
    fill(run.cache, join("clusters", plain.cluster.name, "undo.jsonl"));
    run.process.kill("SIGTERM");
    expect(await run.ended).toEqual({ code: 130, signal: null });
    expect(await engine.inspect(run.node)).toMatchObject({ running: true, paused: false });
    expect(run.stderr()).toMatch(/the undo of frozen stays open: Cannot write the undo log: ENOSPC/);
  });

  it("the engine is lost for a while: the healing goes on until it is back", async () => {
    await using way = await wayToEngine(scratch);
    const run = play({}, { engine: way.address });
    await run.says(held);
    await way.cut();
    run.process.kill("SIGINT");
    await run.says(/healing frozen: .*(ECONNREFUSED|ENOENT|hang up|ECONNRESET)/);
    await way.open();
    expect(await run.ended).toEqual({ code: 130, signal: null });
    await isHealed(run);
  });
});

describe.concurrent("where a run cannot heal any more its watchdog does", () => {
  const soon = { timeout: 60_000, interval: 250 };

  it("after the second signal, which says so", async () => {
    await using way = await wayToEngine(scratch);
    const run = play({}, { engine: way.address });
    await run.says(held);
    await way.cut();
    run.process.kill("SIGINT");
    await run.says("healing frozen: ");
    await setTimeout(sameWishMs);
    // A terminal that is closed asks nobody to hurry.
    run.process.kill("SIGHUP");
    run.process.kill("SIGTERM");
    expect(await run.ended).toEqual({ code: null, signal: "SIGTERM" });
    expect(run.stderr()).toMatch(
      /left at once: the watchdog heals; this says what is left:\n {2}npx kind-chaos clean\n/,
    );
    expect(readUndoLog(run).open).toMatchObject([{ id: "frozen" }]);
    await way.open();
    await expect.poll(() => readUndoLog(run).open, soon).toEqual([]);
    await isHealed(run);
  });

  it.each(["twice", "memory"] as const)("after a bug: %s", async (bug) => {
    const command = ([node = "", ...argv]: string[]) => [node, "--max-old-space-size=128", ...argv];
    const run = play({ bug }, { command });
    expect(await run.ended).toEqual(bug === "twice" ? { code: 2, signal: null } : { code: null, signal: "SIGABRT" });
    const why = bug === "twice" ? /this is a bug[\s\S]*this is a bug[\s\S]*the watchdog heals/ : /heap out of memory/;
    expect(run.stderr()).toMatch(why);
    await expect.poll(() => readUndoLog(run).open, soon).toEqual([]);
    await isHealed(run);
  });
});
