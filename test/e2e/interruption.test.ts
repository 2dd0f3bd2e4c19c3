import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { sameWishMs } from "../../src/command-line/interruption.ts";
import { Engine } from "../../src/host/engine.ts";
import { readProcesses, sendSignal } from "../../src/host/processes.ts";
import { readJournal } from "../../src/journal/reader.ts";
import { suiteSchema } from "../../src/model/suite.ts";
import { untilNothingIsLeft } from "../../tools/kill/after-kill.ts";
import { helpersOf } from "../../tools/kill/helpers.ts";
import { chaos, newestRun, reportsFolder, startChaos } from "./support/chaos.ts";
import { keptCluster as name } from "./support/kept-cluster.ts";
import { leftovers } from "./support/leftovers.ts";
import { openUndos } from "./support/open-undos.ts";

const reports = reportsFolder();
const args = ["run", "test/e2e/scenarios/follower-down.ts", "--reuse", "--name", name, "--reports", reports];
const engine = new Engine();

const cluster = `kc-${name}`;

/** What the scenario's one fault has put on nodes; nothing once it was taken back. */
const stopped = () => leftovers(engine, cluster, ["component-stop"]);

/** A member that was just started refuses for a moment what the look at a full etcd asks. */
const nothingIsLeft = () => expect.poll(() => leftovers(engine, cluster), { timeout: 30_000 }).toEqual([]);

describe("a run that is interrupted while a fault is held", () => {
  it("heals, reports and exits with 130 at the first Ctrl-C; what was to follow is marked as not run", async () => {
    const run = startChaos(...args, "baseline", "--json");
    await run.says("follower-down: proven active");
    expect(await stopped()).toHaveLength(1);
    run.process.kill("SIGINT");
    expect((await run.ended).code).toBe(130);
    await nothingIsLeft();
    const folder = newestRun(reports);
    const { events } = await readJournal(join(folder, "journal.jsonl"));
    expect(events.find((event) => event.type === "fault-healed")).toMatchObject({ evidence: { proven: true } });
    expect(events.at(-1)).toMatchObject({ type: "run-end", reason: "interrupted" });
    expect(readFileSync(join(folder, "report.md"), "utf8")).toContain("interrupted");
    const suite = suiteSchema.parse(JSON.parse(run.stdout()));
    expect(suite).toMatchObject({ end: "interrupted", exitCode: 130 });
    expect(suite.runs.map(({ result, notRun }) => [result?.end, notRun])).toEqual([
      ["interrupted", null],
      [undefined, "interrupted"],
    ]);
  });

  it("leaves at once at the second, and says that its watchdog heals, which it does", async () => {
    const run = startChaos(...args);
    await run.says("follower-down: proven active");
    run.process.kill("SIGINT");
    await run.says("stopping");
    await setTimeout(sameWishMs);
    run.process.kill("SIGINT");
    expect((await run.ended).signal).toBe("SIGINT");
    expect(run.stderr()).toContain("npx kind-chaos clean");
    await expect.poll(() => openUndos(cluster), { timeout: 60_000 }).toEqual([]);
    await nothingIsLeft();
  });

  it("is healed within a minute, without a command, when its harness is killed", async () => {
    const run = startChaos(...args);
    await run.says("follower-down: proven active");
    expect(await stopped()).toHaveLength(1);
    const { watchdog } = helpersOf(run.process.pid ?? 0, readProcesses());
    expect(watchdog).toHaveLength(1);
    const killedMs = performance.now();
    run.process.kill("SIGKILL");
    await run.ended;
    const { goneMs, left } = await untilNothingIsLeft(engine, cluster, killedMs, 60_000);
    expect(left).toEqual([]);
    expect(goneMs).toBeLessThan(60_000);
  });

  it("stays broken when harness and watchdog are killed, until clean finishes the undo from disk", async () => {
    const run = startChaos(...args);
    await run.says("follower-down: proven active");
    const { watchdog } = helpersOf(run.process.pid ?? 0, readProcesses());
    expect(watchdog).toHaveLength(1);
    // The harness first: it would begin another watchdog, and this one must load what heals before it does anything.
    run.process.kill("SIGKILL");
    for (const pid of watchdog) sendSignal(pid, "SIGKILL");
    await run.ended;
    expect(await stopped()).toHaveLength(1);
    expect(openUndos(cluster)).toHaveLength(1);
    const cleaned = await chaos("clean", "--undo-only", "--cluster", name, "--reports", reports);
    expect(cleaned.code, cleaned.stderr).toBe(0);
    expect(cleaned.stdout).toMatch(/✓ undo .*follower-down/);
    await nothingIsLeft();
    expect(openUndos(cluster)).toEqual([]);
  });

  it("ends by itself, healed and not passed, when its probing process is killed", async () => {
    const run = startChaos("run", "test/e2e/scenarios/every-phase.ts", "--reuse", "--name", name, "--reports", reports);
    await run.says("scheduler-down: proven active");
    const { prober } = helpersOf(run.process.pid ?? 0, readProcesses());
    expect(prober).toHaveLength(1);
    for (const pid of prober) sendSignal(pid, "SIGKILL");
    expect([2, 3]).toContain((await run.ended).code);
    await nothingIsLeft();
    expect(openUndos(cluster)).toEqual([]);
  });
});
