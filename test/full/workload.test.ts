import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readJournal } from "../../src/journal/reader.ts";
import { chaos, reportsFolder } from "../e2e/support/chaos.ts";
import { repeatable } from "../e2e/support/repeatable.ts";
import { runsOn } from "../e2e/support/reports-of-runs.ts";
import { needsFitMachine } from "../support/fit-machine/on-fit-machine.ts";

const name = "e2e-workload";
const reports = reportsFolder();
const run = runsOn(name, reports);

afterAll(async () => {
  await chaos("clean", "--all", "--cluster", name, "--reports", reports);
});

describe("an application on a real cluster", () => {
  it(
    "hangs for a third of attempts on every path while one of three replicas is frozen and nobody has noticed",
    repeatable,
    needsFitMachine(async ({ runsIn }) => {
      runsIn(reports);
      const { code, folder, report } = await run("test/e2e/scenarios/frozen-worker.ts");
      expect(code).toBe(1);
      expect(report.verdicts.map(({ guarantee, outcome }) => `${guarantee} ${outcome}`)).toEqual([
        "workload-unaffected fail",
        "max-outage pass",
      ]);
      const held = report.stretches.find((stretch) => stretch.name === "frozen:held");
      expect(held?.lanes.length).toBe(5);
      for (const lane of held?.lanes ?? []) expect(Object.keys(lane.errors), lane.lane).toEqual(["hang"]);
      const from = held?.from ?? 0;
      // An attempt that is due within its deadline (5 s) of the thaw is answered late: only the others hang by the
      // third.
      const { events, samples } = await readJournal(join(folder, "journal.jsonl"));
      const lanes = events.flatMap((event) => (event.type === "lanes" ? event.lanes : []));
      for (const { index, operation, via, deadlineMs } of lanes.filter(({ operation }) =>
        operation.startsWith("work"),
      )) {
        const until = (held?.to ?? 0) - deadlineMs;
        const due = samples.filter(
          (sample) => sample.lane === index && sample.scheduled > from && sample.scheduled < until,
        );
        const share = due.filter(({ error }) => error === "hang").length / due.length;
        // Five standard deviations of the share of 200 attempts that each go to one of three replicas by chance.
        expect(Math.abs(share - 1 / 3), `${operation} via ${via}: ${share}`).toBeLessThan(
          5 * Math.sqrt(((1 / 3) * (2 / 3)) / 200),
        );
      }
    }),
  );

  it(
    "moves from a drained node without a failed request, and never below its budget",
    repeatable,
    needsFitMachine(async ({ runsIn }) => {
      runsIn(reports);
      const { code, report } = await run("node-drain");
      expect({ code, bad: report.verdicts.filter(({ outcome }) => outcome !== "pass") }).toEqual({ code: 0, bad: [] });
      expect(report.failovers[0]?.requests).toMatchObject({ lost: 0 });
    }),
  );
});
