import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { undoLogOf } from "../../../src/cluster/cluster-folder.ts";
import { hold } from "../../../src/host/clock.ts";
import { Engine } from "../../../src/host/engine.ts";
import { processStart } from "../../../src/host/process-start.ts";
import { sendSignal } from "../../../src/host/processes.ts";
import { readJournal } from "../../../src/journal/reader.ts";
import { openUndoLog, undoLogOn } from "../../../src/journal/undo-log.ts";
import type { Action } from "../../../src/model/action.ts";
import type { Cluster, Node } from "../../../src/model/cluster.ts";
import type { Params } from "../../../src/model/params.ts";
import { judgeRun } from "../../../src/run/judge-run.ts";
import { loadFault, projectFolder } from "../../../src/scenario/catalogue.ts";
import { startWatchdog } from "../../../src/watchdog/watchdog.ts";
import { toWatchdog } from "../../../src/watchdog/words.mjs";
import { gone, holds, isPaused, playHarness, stateOf } from "../../support/played-harness.ts";

const engine = new Engine();
const root = mkdtempSync(join(tmpdir(), "kind-chaos-test-"));
beforeAll(() => {
  process.env.KIND_CHAOS_CACHE = join(root, "cache");
});
afterAll(() => {
  delete process.env.KIND_CHAOS_CACHE;
  rmSync(root, { recursive: true, force: true });
});

describe.concurrent("a harness that broke something", () => {
  it("is killed: what it broke is taken back, and its journal gets an end that says why", async () => {
    await using run = await playHarness(root);
    await run.says(/struck/);
    expect(await isPaused(run)).toBe(true);
    run.harness.kill("SIGKILL");
    // The watchdog does not hold its output open: whoever reads that is done now.
    await run.ended;
    expect(run.watchdogs().map(processStart)).not.toContain(undefined);
    await gone(run.watchdogs());
    expect(await isPaused(run)).toBe(false);
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
    await using run = await playHarness(root, { silenceMs: 2_000 });
    await run.says(/struck/);
    run.harness.kill("SIGSTOP");
    await holds("a node that goes on", async () => !(await isPaused(run)));
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
    await using run = await playHarness(root, { actions: [] });
    await run.says(/struck/);
    run.harness.kill("SIGKILL");
    await gone(run.watchdogs());
    expect(stateOf(run)).toMatchObject({ open: [], deeds: [{ deed: "took-over" }, { deed: "healed" }, {}] });
  });

  it("is killed while its strike runs in a container: that is ended first, and nothing of it comes back", async () => {
    const fault = await loadFault("network-degrade");
    const params = fault.params.parse({ lossPercent: 50 }) as Params;
    // It breaks again what was taken back, for as long as it is not ended.
    const loop = 'while :; do "$@"; sleep 0.1; done';
    const inLoop = (action: Action): Action =>
      action.do === "exec" ? { ...action, argv: ["sh", "-c", loop, "sh", ...action.argv] } : action;
    const strikes = (node: Node, cluster: Cluster) =>
      fault.inject({ node, targets: [node], cluster }, params, {}).map(inLoop);
    await using run = await playHarness(root, { fault: "network-degrade", params }, strikes);
    const seen = async () => (await engine.exec(run.worker.name, ["iptables", "-w", "5", "-t", "mangle", "-S"])).stdout;
    await holds("its rules", async () => (await seen()).includes("KIND-CHAOS"));
    run.harness.kill("SIGKILL");
    await gone(run.watchdogs());
    expect(stateOf(run).open).toEqual([]);
    expect(await seen()).not.toContain("KIND-CHAOS");
    await hold(500);
    expect(await seen()).not.toContain("KIND-CHAOS");
  });

  it("loses its watchdog: another one watches at once, and heals with a log that was deleted", async () => {
    await using run = await playHarness(root);
    await run.says(/struck/);
    sendSignal(run.watchdogs()[0] as number, "SIGKILL");
    await holds("a second watchdog", async () => run.watchdogs().length === 2);
    expect(run.said()).toMatch(/watchdog: process \d+ ended \(SIGKILL\)/);
    rmSync(undoLogOf(run.plain.cluster.name));
    run.harness.kill("SIGKILL");
    await gone(run.watchdogs());
    expect(await isPaused(run)).toBe(false);
    const { events } = await readJournal(join(run.folder, "journal.jsonl"));
    expect(events.at(-1)).toMatchObject({ type: "run-end", reason: "died" });
  });

  it("leaves with something that would not heal: the watchdog stays until it is healed", async () => {
    await using run = await playHarness(root, { leaves: true });
    await run.ended;
    expect(run.said()).toMatch(/watchdog: process \d+ stays until nothing is open any more/);
    await gone(run.watchdogs());
    expect(await isPaused(run)).toBe(false);
    expect(stateOf(run)).toMatchObject({ open: [], deeds: [{ deed: "healed", by: "watchdog" }] });
  });
});

describe.concurrent("a watchdog", () => {
  const run = { cluster: "kc-none", folder: "/nonexistent" };
  const file = join(projectFolder, "src/watchdog/watchdog-process.mjs");
  const listener = { onEnd: () => {}, onTakeover: () => {} };

  it("that cannot share the log is none: nothing may be broken", async () => {
    const log = undoLogOn(openSync("/dev/null", "r+"));
    await expect(startWatchdog(run, log, listener)).rejects.toThrow(/process \d+ ended \(exit code 1\)/);
    log.close();
  });

  it("takes a process that has the number of the harness for another one", async () => {
    const log = openUndoLog(join(root, "reused.jsonl"));
    const order = { pid: process.pid, started: "1", ...run, silenceMs: 60_000 };
    const watchdog = spawn(process.execPath, [file, JSON.stringify(order)], {
      stdio: ["pipe", "ignore", "inherit", log.fd],
    });
    watchdog.stdin?.end();
    await once(watchdog, "exit");
    expect(log.read().deeds).toMatchObject([{ deed: "took-over", detail: expect.stringMatching(/is gone$/) }]);
    log.close();
  });

  it("holds nothing open that the harness was given by whoever started it", async () => {
    const log = openUndoLog(join(root, "given.jsonl"));
    const order = { pid: process.pid, started: processStart(process.pid), ...run, silenceMs: 60_000 };
    const gap = Array.from({ length: 36 }, () => "ignore" as const);
    const watchdog = spawn(process.execPath, [file, JSON.stringify(order)], {
      stdio: ["pipe", "ignore", "inherit", log.fd, ...gap, "pipe"],
    });
    const given = watchdog.stdio.at(-1) as Readable;
    await once(given.resume(), "end");
    expect(processStart(watchdog.pid ?? 0)).toBeDefined();
    watchdog.stdin?.end(toWatchdog.bye);
    expect(await once(watchdog, "exit")).toEqual([0, null]);
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
