import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { undoLogOf } from "../../../src/cluster/cluster-folder.ts";
import { hold, until } from "../../../src/host/clock.ts";
import { Engine } from "../../../src/host/engine.ts";
import { processStart } from "../../../src/host/process-start.ts";
import { readJournal } from "../../../src/journal/reader.ts";
import { openUndoLog, undoLogOn } from "../../../src/journal/undo-log.ts";
import type { Action } from "../../../src/model/action.ts";
import type { Node } from "../../../src/model/cluster.ts";
import { judgeRun } from "../../../src/run/judge-run.ts";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { startWatchdog } from "../../../src/watchdog/watchdog.ts";
import { type PlainCluster, plainCluster } from "../../support/plain-cluster.ts";
import type { Part } from "../../support/watched-harness.ts";

const engine = new Engine();
const root = mkdtempSync(join(tmpdir(), "kind-chaos-test-"));
const script = join(projectFolder, "test/support/watched-harness.ts");
beforeAll(() => {
  process.env.KIND_CHAOS_CACHE = join(root, "cache");
});
afterAll(() => {
  delete process.env.KIND_CHAOS_CACHE;
  rmSync(root, { recursive: true, force: true });
});

/** A harness that broke something, with the cluster that it broke it on. */
interface Played {
  readonly harness: ChildProcess;
  /** Resolves when it is gone, and nobody holds its output open. */
  readonly ended: Promise<unknown>;
  readonly plain: PlainCluster;
  readonly worker: Node;
  readonly folder: string;
  /** All that it has said so far. */
  said(): string;
  says(what: RegExp): Promise<unknown>;
  watchdogs(): number[];
}

async function play(
  wanted: Partial<Part> = {},
  actionsOn?: (worker: Node) => readonly Action[],
): Promise<Played & AsyncDisposable> {
  const plain = await plainCluster(engine);
  const { cluster } = plain;
  const folder = join(root, cluster.name);
  mkdirSync(folder);
  const worker = cluster.nodes.find(({ role }) => role === "worker") as Node;
  const usual: Part = { cluster, folder, silenceMs: 10_000, fault: "node-pause", params: {} };
  const part: Part = { ...usual, ...wanted, ...(actionsOn === undefined ? {} : { actions: actionsOn(worker) }) };
  const harness = spawn(process.execPath, [script, JSON.stringify(part)], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  harness.stdout?.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  const ended = once(harness, "close");
  const watchdogs = () => [...text.matchAll(/watchdog: process (\d+) watches/g)].map(([, pid]) => Number(pid));
  return {
    harness,
    ended,
    plain,
    worker,
    folder,
    said: () => text,
    says: (what) => holds(String(what), async () => what.test(text)),
    watchdogs,
    [Symbol.asyncDispose]: async () => {
      harness.kill("SIGKILL");
      await plain[Symbol.asyncDispose]();
      await gone(watchdogs());
    },
  };
}

const holds = (what: string, look: () => Promise<boolean>) =>
  until({ what, timeoutMs: 60_000, everyMs: 100 }, async () => (await look()) || undefined);
const gone = (pids: readonly number[]) =>
  holds("the end of the watchdogs", async () => pids.every((pid) => processStart(pid) === undefined));
const paused = async ({ worker }: Played) => (await engine.inspect(worker.name)).paused;
const stateOf = ({ plain }: Played) => {
  const log = openUndoLog(undoLogOf(plain.cluster.name));
  const state = log.read();
  log.close();
  return state;
};

describe.concurrent("a harness that broke something", () => {
  it("is killed: what it broke is taken back, and its journal gets an end that says why", async () => {
    await using run = await play();
    await run.says(/struck/);
    expect(await paused(run)).toBe(true);
    run.harness.kill("SIGKILL");
    // The watchdog does not hold its output open: whoever reads that is done now.
    await run.ended;
    expect(run.watchdogs().map(processStart)).not.toContain(undefined);
    await gone(run.watchdogs());
    expect(await paused(run)).toBe(false);
    const { open, deeds } = stateOf(run);
    expect(open).toEqual([]);
    expect(deeds[0]).toMatchObject({ deed: "took-over", by: "watchdog", detail: expect.stringMatching(/is gone$/) });
    const { events, damaged } = await readJournal(join(run.folder, "journal.jsonl"));
    expect(damaged).toBe(0);
    expect(events.slice(-4).map(({ type }) => type)).toEqual(["undo-deed", "undo-deed", "undo-deed", "run-end"]);
    expect(events.at(-1)).toMatchObject({ reason: "died" });
    const { report } = await judgeRun(run.folder);
    expect(report).toMatchObject({ outcome: "inconclusive", end: "died" });
    expect(report.assumptions[0]?.summary).toMatch(/^the watchdog took over \(the harness, process \d+, is gone\)/);
  });

  it("stands still: it is healed under it, and it finds that out and breaks nothing more", async () => {
    await using run = await play({ silenceMs: 2_000 });
    await run.says(/struck/);
    run.harness.kill("SIGSTOP");
    await holds("a node that goes on", async () => !(await paused(run)));
    expect(run.watchdogs().map(processStart)).not.toContain(undefined);
    run.harness.kill("SIGCONT");
    await run.says(/stopped: the watchdog took over: the harness, process \d+, did not answer for 2 s/);
    await run.ended;
    await gone(run.watchdogs());
    const { events } = await readJournal(join(run.folder, "journal.jsonl"));
    expect(events.flatMap((event) => (event.type === "undo-deed" ? [event.deed] : []))).toContain("took-over");
    expect(events.at(-1)).toMatchObject({ type: "run-end", reason: "completed" });
    const { report } = await judgeRun(run.folder);
    expect(report.assumptions[0]?.summary).toMatch(/^the watchdog took over/);
  });

  it("is killed between its intent and its strike: that is found not to have struck, and closed", async () => {
    await using run = await play({ actions: [] });
    await run.says(/struck/);
    run.harness.kill("SIGKILL");
    await gone(run.watchdogs());
    expect(stateOf(run)).toMatchObject({ open: [], deeds: [{ deed: "took-over" }, { deed: "healed" }, {}] });
  });

  it("is killed while its strike runs in a container: that is ended first, and nothing of it comes back", async () => {
    const rules = "iptables -w 5 -t mangle";
    const loop = `while :; do ${rules} -N KIND-CHAOS-OUT; ${rules} -I POSTROUTING 1 -j KIND-CHAOS-OUT; sleep 0.1; done`;
    const actionsOn = ({ name }: Node): Action[] => [{ do: "exec", node: name, argv: ["sh", "-c", loop] }];
    const params = { delayMs: 0, jitterMs: 0, lossPercent: 50, rateKbit: 0 };
    await using run = await play({ fault: "network-degrade", params }, actionsOn);
    const seen = async () => (await engine.exec(run.worker.name, rules.split(" ").concat("-S"))).stdout;
    await holds("several rules", async () => /-j KIND-CHAOS-OUT.*-j KIND-CHAOS-OUT/s.test(await seen()));
    run.harness.kill("SIGKILL");
    await gone(run.watchdogs());
    expect(stateOf(run).open).toEqual([]);
    expect(await seen()).not.toContain("KIND-CHAOS");
    await hold(500);
    expect(await seen()).not.toContain("KIND-CHAOS");
  });

  it("loses its watchdog: another one watches at once, and heals with a log that was deleted", async () => {
    await using run = await play();
    await run.says(/struck/);
    process.kill(run.watchdogs()[0] as number, "SIGKILL");
    await holds("a second watchdog", async () => run.watchdogs().length === 2);
    expect(run.said()).toMatch(/watchdog: process \d+ ended \(SIGKILL\)/);
    rmSync(undoLogOf(run.plain.cluster.name));
    run.harness.kill("SIGKILL");
    await gone(run.watchdogs());
    expect(await paused(run)).toBe(false);
    const { events } = await readJournal(join(run.folder, "journal.jsonl"));
    expect(events.at(-1)).toMatchObject({ type: "run-end", reason: "died" });
  });

  it("leaves with something that would not heal: the watchdog stays until it is healed", async () => {
    await using run = await play({ leaves: true });
    await run.ended;
    expect(run.said()).toMatch(/watchdog: process \d+ stays until nothing is open any more/);
    await gone(run.watchdogs());
    expect(await paused(run)).toBe(false);
    expect(stateOf(run)).toMatchObject({ open: [], deeds: [{ deed: "healed", by: "watchdog" }] });
  });
});

describe.concurrent("a watchdog", () => {
  const run = { cluster: "kc-none", folder: "/nonexistent" };
  const listener = { onEnd: () => {}, onTakeover: () => {} };

  it("that cannot share the log is none: nothing may be broken", async () => {
    const log = undoLogOn(openSync("/dev/null", "r+"));
    await expect(startWatchdog(run, log, listener)).rejects.toThrow(/process \d+ ended \(exit code 1\)/);
    log.close();
  });

  it("takes a process that has the number of the harness for another one", async () => {
    const log = openUndoLog(join(root, "reused.jsonl"));
    const file = join(projectFolder, "src/watchdog/watchdog-process.mjs");
    const order = { pid: process.pid, started: "1", ...run, silenceMs: 60_000 };
    const watchdog = spawn(process.execPath, [file, JSON.stringify(order)], {
      stdio: ["pipe", "ignore", "inherit", log.fd],
    });
    watchdog.stdin?.end();
    await once(watchdog, "exit");
    expect(log.read().deeds).toMatchObject([{ deed: "took-over", detail: expect.stringMatching(/is gone$/) }]);
    log.close();
  });

  it("that is not needed goes away at once, and has said and done nothing", async () => {
    const log = openUndoLog(join(root, "idle.jsonl"));
    const watchdog = await startWatchdog(run, log, { ...listener, onEnd: (how) => expect.fail(how) });
    expect(await watchdog.leave(false)).toBe(true);
    expect(processStart(watchdog.pid)).toBeUndefined();
    expect(log.read()).toMatchObject({ deeds: [], problems: [] });
    log.close();
  });
});
