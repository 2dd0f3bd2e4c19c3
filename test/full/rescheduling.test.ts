import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readJournal } from "../../src/journal/reader.ts";
import { chaos, reportsFolder } from "../e2e/support/chaos.ts";
import { repeatable } from "../e2e/support/repeatable.ts";
import { notPassed, runsOn } from "../e2e/support/reports-of-runs.ts";
import { datedPhase } from "../support/dated-phase.ts";
import { needsFitMachine } from "../support/fit-machine/on-fit-machine.ts";

/** Its timings are fast, and the run takes two minutes: that is a cluster for one test. */
const name = "e2e-rescheduling";
const reports = reportsFolder();
const run = runsOn(name, reports);

afterAll(async () => {
  await chaos("clean", "--all", "--cluster", name, "--reports", reports);
});

it(
  "a lost worker's replica is followed to its replacement, and a pod with data on that worker waits for it",
  repeatable,
  needsFitMachine(async ({ runsIn }) => {
    runsIn(reports);
    const { code, report, folder } = await run("worker-kill");
    expect({ code, bad: notPassed(report) }).toEqual({ code: 0, bad: [] });
    const phases = report.failovers[0]?.phases ?? [];
    const told = phases.map(({ phase }) => phase.replace(/replica \S+:/, "replica:"));
    for (const phase of [
      "worker NotReady",
      "replica: marked for deletion",
      "replica: created",
      "replica: first answer",
    ])
      expect(told).toContain(phase);
    // Dated by the writes around them, on both sides; how closely is a figure of bench/run-figures.ts.
    const dated = phases.filter(({ phase }) => datedPhase.test(phase));
    for (const { phase, measuredMs } of dated) expect(measuredMs[1], phase).toBeGreaterThanOrEqual(measuredMs[0]);
    const { events } = await readJournal(join(folder, "journal.jsonl"));
    const held = events.find((event) => event.type === "containers" && event.when === "kill");
    expect(held).toMatchObject({ nodes: [{ node: "worker", pods: [] }, { node: "worker2" }, { node: "worker3" }] });
  }),
);
