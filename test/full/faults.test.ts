import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { chaos, newestRun, reportsFolder } from "../e2e/support/chaos.ts";
import { repeatable } from "../e2e/support/repeatable.ts";
import { needsFitMachine } from "../support/fit-machine/on-fit-machine.ts";

const name = "e2e-faults";
const reports = reportsFolder();

afterAll(async () => {
  await chaos("clean", "--all", "--cluster", name, "--reports", reports);
});

it(
  "proves faults active and healed that no scenario of the library uses",
  repeatable,
  needsFitMachine(async ({ runsIn }) => {
    runsIn(reports);
    const args = ["--reuse", "--name", name, "--reports", reports];
    const { code, stdout } = await chaos("run", "test/e2e/scenarios/faults-in-turn.ts", ...args);
    const report = JSON.parse(readFileSync(join(newestRun(reports), "report.json"), "utf8")) as Report;
    const bad = [...report.verdicts, ...report.assumptions].filter(({ outcome }) => outcome !== "pass");
    expect({ code, bad: bad.map(({ summary }) => summary) }, stdout).toEqual({ code: 0, bad: [] });
    expect(report.faults.map(({ id, active, healed }) => [id, active?.proven, healed?.proven])).toEqual(
      ["reload", "apart", "unattended", "lossy"].map((id) => [id, true, true]),
    );
    // The lane's own connection says who is to be slow.
    expect(report.faults.map(({ nodes }) => nodes.length)).toEqual([1, 2, 2, 1]);
    expect(report.faults[2]?.nodes).toEqual(["control-plane2", "worker2"]);
  }),
);
