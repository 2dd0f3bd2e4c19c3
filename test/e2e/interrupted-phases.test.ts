import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Engine } from "../../src/host/engine.ts";
import { readJournal } from "../../src/journal/reader.ts";
import { onFitMachine } from "../support/fit-machine/on-fit-machine.ts";
import { chaos, newestRun, reportsFolder, startChaos } from "./support/chaos.ts";
import { containersOf } from "./support/containers-of.ts";
import { keptCluster as name } from "./support/kept-cluster.ts";
import { leftovers } from "./support/leftovers.ts";
import { openUndos } from "./support/open-undos.ts";
import { repeatable } from "./support/repeatable.ts";
import { turnOfCommit } from "./support/turn-of-commit.ts";

const reports = reportsFolder();
const args = ["run", "test/e2e/scenarios/every-phase.ts", "--reuse", "--name", name, "--reports", reports];
const engine = new Engine();

/**
 * The word that each phase begins with on a run's progress lines, in the order in which they come, and what ends the run
 * in it. Whoever stops reading is noticed with the next line. Two of them come in turn with each commit.
 */
const phases = [
  ["take or create cluster", "SIGTERM"],
  ["steady state", "SIGHUP"],
  ["hold: calm", "nobody reads on"],
  ["scheduler-down: healing", "SIGQUIT"],
  ["recovery of scheduler-down", "nobody reads on"],
  ["last steady state", "SIGINT"],
  ["check of writes", "SIGHUP"],
] as const;

const containers = async (cluster = name) => (await containersOf(cluster)).filter(({ State }) => State === "running");
const kubectl = (...words: readonly string[]) =>
  engine.exec(`kc-${name}-control-plane`, ["kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", ...words]);

describe("a run that is interrupted in any of its phases", () => {
  beforeAll(
    () =>
      onFitMachine("the run that is not interrupted", async ({ runsIn }) => {
        runsIn(reports);
        if ((await containers()).length === 7) return;
        const made = await chaos(...args);
        expect(made.code, made.stdout).toBe(0);
      }),
    repeatable.timeout,
  );

  it.each(turnOfCommit(phases, 2))(
    "%s, %s: heals, leaves nothing of its own, keeps the cluster, exits with 130",
    async (phase, way) => {
      const run = startChaos(...args);
      await run.says(new RegExp(`^\\[[\\d:]+\\] ${phase}`, "m"));
      if (way === "nobody reads on") run.process.stderr?.destroy();
      else run.process.kill(way);
      expect(await run.ended).toEqual({ code: 130, signal: null });
      const folder = newestRun(reports);
      const { events } = await readJournal(join(folder, "journal.jsonl"));
      expect(events.at(-1)).toMatchObject({ type: "run-end", reason: "interrupted" });
      expect(openUndos(`kc-${name}`)).toEqual([]);
      expect(await containers()).toHaveLength(7);
      await expect.poll(() => leftovers(engine, `kc-${name}`), { timeout: 30_000 }).toEqual([]);
      const namespaces = await kubectl("get", "namespaces", "--field-selector=status.phase=Active", "-o", "name");
      expect(namespaces.stdout).toContain("kube-system");
      expect(namespaces.stdout).not.toContain("kind-chaos");
    },
  );

  it("deletes the cluster all the same when it is interrupted while it deletes it", async () => {
    const own = "e2e-deleted";
    const brief = ["--topology", "single", "--ready-timeout", "0s"];
    const run = startChaos("run", "baseline", ...brief, "--name", own, "--reports", reports);
    await run.says(`deleting kc-${own}`);
    run.process.kill("SIGQUIT");
    expect(await run.ended).toEqual({ code: 130, signal: null });
    expect(await containers(own)).toEqual([]);
  });
});
