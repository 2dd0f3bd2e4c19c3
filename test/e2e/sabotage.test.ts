import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Engine } from "../../src/host/engine.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { caughtRow, readRows } from "../../tools/sabotage/rows.ts";
import type { Sabotage } from "../../tools/sabotage/sabotage.ts";
import { sabotagedRun } from "../../tools/sabotage/sabotaged-run.ts";
import { allSabotages } from "../../tools/sabotage/sabotages.ts";
import { removeCluster, standingCluster, stands, withoutLeftovers } from "../../tools/sabotage/standing-cluster.ts";
import { Strikes } from "../../tools/sabotage/strikes.ts";
import { needsFitMachine } from "../support/fit-machine/on-fit-machine.ts";
import { chaos, reportsFolder } from "./support/chaos.ts";
import { keptCluster } from "./support/kept-cluster.ts";
import { repeatable } from "./support/repeatable.ts";
import { turnOfCommit } from "./support/turn-of-commit.ts";

const reports = reportsFolder();
/** One of its own: what was sabotaged serves nobody else. */
const ground = { engine: new Engine(), cluster: "kc-e2e-sabotage", reports, signal: new AbortController().signal };

/** Longer ones have their place in the campaign alone. */
const mostSeconds = 70;

/** Those that the campaign has seen caught, quickly enough, and that the kept cluster serves, and serves on. */
const rows = readRows(readFileSync(join(projectFolder, "docs/results/sabotage.json"), "utf8"));
const fitting = [...(await allSabotages())].filter(([name, sabotage]) => {
  const { topology, profile, ruins } = sabotage;
  const row = caughtRow(rows, name, sabotage);
  const isServed = topology === undefined && profile === undefined && ruins === undefined;
  return isServed && row !== undefined && row.seconds <= mostSeconds;
});
const chosen = turnOfCommit(fitting, 2);

beforeAll(async () => {
  // Nothing else is to use this machine's CPUs meanwhile: whoever wants the other files' cluster after this makes it anew.
  await chaos("clean", "--all", "--cluster", keptCluster);
});

afterAll(async () => {
  await removeCluster(ground);
});

it.each(chosen)(
  "%s is caught by name",
  repeatable,
  needsFitMachine(async ({ runsIn }, _name: string, sabotage: Sabotage) => {
    runsIn(reports);
    const { problems, caughtBy } = await sabotagedRun(ground, sabotage);
    expect(problems, caughtBy.join(", ")).toEqual([]);
  }),
);

it("a cluster that a dead campaign struck is deleted before it is taken for a sound one", async () => {
  await standingCluster(ground, {});
  await withoutLeftovers(ground);
  expect(await stands(ground)).toBe(true);
  // Whoever struck never takes it back.
  await new Strikes(ground).strike(async () => undefined);
  await withoutLeftovers(ground);
  expect(await stands(ground)).toBe(false);
});
