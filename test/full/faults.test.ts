import { afterAll, expect, it } from "vitest";
import { chaos, reportsFolder } from "../e2e/support/chaos.ts";
import { repeatable } from "../e2e/support/repeatable.ts";
import { notPassed, runsOn } from "../e2e/support/reports-of-runs.ts";
import { needsFitMachine } from "../support/fit-machine/on-fit-machine.ts";

const name = "e2e-faults";
const reports = reportsFolder();
const run = runsOn(name, reports);

afterAll(async () => {
  await chaos("clean", "--all", "--cluster", name, "--reports", reports);
});

it(
  "proves faults active and healed that no scenario of the library uses",
  repeatable,
  needsFitMachine(async ({ runsIn }) => {
    runsIn(reports);
    const { code, report } = await run("test/e2e/scenarios/faults-in-turn.ts");
    expect({ code, bad: notPassed(report) }).toEqual({ code: 0, bad: [] });
    expect(report.faults.map(({ id, active, healed }) => [id, active?.proven, healed?.proven])).toEqual(
      ["reload", "apart", "unattended", "lossy"].map((id) => [id, true, true]),
    );
    // The lane's own connection says who is to be slow.
    expect(report.faults.map(({ nodes }) => nodes.length)).toEqual([1, 2, 2, 1]);
    expect(report.faults[2]?.nodes).toEqual(["control-plane2", "worker2"]);
  }),
);
