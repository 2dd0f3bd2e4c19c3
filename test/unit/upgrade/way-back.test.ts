import { describe, expect, it } from "vitest";
import { readTopology } from "../../../src/cluster/topology.ts";
import type { Topology } from "../../../src/model/topology.ts";
import { known, topologyFile } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load-scenario.ts";
import { validateScenario } from "../../../src/scenario/validate-scenario.ts";
import { isStepBack, wayScenario, wayStage, waysBack } from "../../../src/upgrade/way-back.ts";

const versions = { from: "1.36.4", to: "1.37.0" };
const topology = (controlPlanes: number, etcd = 0) =>
  ({
    nodes: [
      ...Array.from({ length: controlPlanes }, (_, at) => ({ role: "control-plane", short: `control-plane${at}` })),
      ...Array.from({ length: etcd }, (_, at) => ({ role: "etcd", short: `etcd${at}` })),
      { role: "worker", short: "worker" },
    ],
  }) as unknown as Topology;

/** The work of a scenario in its order, and the names of its steps. */
async function scenarioOf(way: "old-programs" | "snapshot", name = "ha-3cp-3w") {
  const { scenario } = await loadScenario("baseline", known(), name);
  const own = readTopology(topologyFile(name));
  const ground = { topology: name, profile: scenario.profile, lanes: scenario.lanes };
  const valid = validateScenario(wayScenario(way, versions, ground, own), own, await known());
  const works = valid.steps.flatMap((step) => ("perform" in step ? [step] : []));
  return { works, steps: works.map(({ as }) => as), guarantees: valid.guarantees };
}

describe("the ways back", () => {
  it.each([
    [3, 0, ["old-programs", "snapshot"]],
    [1, 0, ["snapshot"]],
    [1, 1, []],
    [3, 3, ["old-programs"]],
  ])("of %i control planes with %i etcd nodes", (controlPlanes, etcd, ways) => {
    expect(waysBack(topology(controlPlanes, etcd))).toEqual(ways);
  });

  it("upgrade as many control planes as can still go back, with all that kubeadm upgrades with them, and no worker", () => {
    const nodesOf = (way: "old-programs" | "snapshot", etcd = 0) => wayStage(way, topology(3, etcd)).nodes.length;
    expect([nodesOf("old-programs"), nodesOf("old-programs", 3), nodesOf("snapshot")]).toEqual([2, 2, 3]);
    expect(wayStage("old-programs", topology(3)).title).toBe("the way back with 2 of 3 upgraded");
  });
});

describe("with the old programs", () => {
  it("the last that was upgraded goes back first, and the first takes along what all share", async () => {
    const { works, steps } = await scenarioOf("old-programs");
    expect(steps).toEqual([
      ...["upgrade-control-plane-1", "upgrade-control-plane-2"],
      ...["rollback-control-plane-2", "rollback-control-plane-1"],
    ]);
    expect(works.map(({ perform: { params } }) => [params.to, params.first])).toEqual([
      ["1.37.0", true],
      ["1.37.0", false],
      ["1.36.4", false],
      ["1.36.4", true],
    ]);
  });

  it("nothing acknowledged may be lost, and each step back is bounded", async () => {
    const { guarantees, steps } = await scenarioOf("old-programs");
    expect(guarantees.map(({ guarantee }) => guarantee)).toContain("no-lost-writes");
    for (const step of steps.filter(isStepBack))
      expect(guarantees.some(({ params }) => params.during === step)).toBe(true);
  });
});

describe("with a snapshot", () => {
  it.each(["ha-3cp-3w", "single"])(
    "it is taken before the first step, and restored after the last: %s",
    async (name) => {
      const { steps } = await scenarioOf("snapshot", name);
      expect(steps[0]).toBe("snapshot");
      expect(steps.at(-1)).toBe("restore-control-planes");
      expect(steps.filter(isStepBack)).toEqual(["restore-control-planes"]);
    },
  );

  it("what was acknowledged since may be lost, nothing else", async () => {
    const names = (await scenarioOf("snapshot")).guarantees.map(({ guarantee }) => guarantee);
    expect(names).toContain("recovery-point");
    expect(names).not.toContain("no-lost-writes");
  });
});
