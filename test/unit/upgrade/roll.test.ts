import { describe, expect, it } from "vitest";
import { readTopology } from "../../../src/cluster/topology.ts";
import { nodePause } from "../../../src/faults/node-pause.ts";
import { maxOutage } from "../../../src/guarantees/max-outage.ts";
import { defineScenario, type Step } from "../../../src/model/scenario.ts";
import type { TargetSpec } from "../../../src/model/target.ts";
import { etcdStatus } from "../../../src/probes/operations/etcd-status.ts";
import { freshRead } from "../../../src/probes/operations/fresh-read.ts";
import { watch } from "../../../src/probes/operations/watch.ts";
import { watchPods } from "../../../src/probes/operations/watch-pods.ts";
import { workloadHttp } from "../../../src/probes/operations/workload-http.ts";
import { write } from "../../../src/probes/operations/write.ts";
import { restoreControlPlanes } from "../../../src/procedures/restore-control-planes.ts";
import { upgradeWorker } from "../../../src/procedures/upgrade-worker.ts";
import { known, topologyFile } from "../../../src/scenario/catalogue.ts";
import { validateScenario } from "../../../src/scenario/validate-scenario.ts";
import { allControlPlanes } from "../../../src/targets/roles/all-control-planes.ts";
import { controlPlane } from "../../../src/targets/roles/control-plane.ts";
import { worker } from "../../../src/targets/roles/worker.ts";
import { workers } from "../../../src/targets/roles/workers.ts";
import { rolledNodes, rollSteps } from "../../../src/upgrade/roll.ts";
import { hasRoomElsewhere, rollScenario } from "../../../src/upgrade/roll-scenario.ts";

const ha = readTopology(topologyFile("ha-3cp-3w"));

describe("nodes are upgraded one after another", () => {
  const nodes = rolledNodes(ha);

  it("control planes first, of which the first upgrades what all share", () => {
    const works = rollSteps({ to: "1.37.0", nodes }).flatMap((step) => ("perform" in step ? [step] : []));
    expect(works.map(({ as }) => as)).toEqual([
      "upgrade-control-plane-1",
      "upgrade-control-plane-2",
      "upgrade-control-plane-3",
      "upgrade-worker-1",
      "upgrade-worker-2",
      "upgrade-worker-3",
    ]);
    expect(works.map(({ perform: { params } }) => params.first)).toEqual([
      true,
      false,
      false,
      ...Array(3).fill(undefined),
    ]);
    expect(works.every(({ perform: { params } }) => params.to === "1.37.0")).toBe(true);
  });

  it("in several runs where more is to be done between them: only the first node ever is the first", () => {
    const [, second] = nodes;
    const steps = rollSteps({ to: "1.37.0", nodes: second === undefined ? [] : [second] });
    expect(steps).toMatchObject([{ hold: "8s" }, { perform: { params: { first: false } } }, { hold: "5s" }]);
  });
});

describe("the scenario of a roll", () => {
  it.each(["ha-3cp-3w", "single"])("fits %s and promises something of each of its steps", async (name) => {
    const topology = readTopology(topologyFile(name));
    const nodes = rolledNodes(topology);
    const through = { via: "api", connection: "reused" } as const;
    const lanes = [write(through), watch(through), freshRead(through), etcdStatus({ via: "each-etcd-member" })];
    const application = hasRoomElsewhere(topology) ? [workloadHttp({ via: "each-worker" }), watchPods()] : [];
    const ground = { topology: name, profile: "stock", lanes: [...lanes, ...application] } as const;
    const scenario = validateScenario(rollScenario({ to: "1.37.0", nodes }, ground, topology), topology, await known());
    for (const step of scenario.steps.filter((one) => "perform" in one))
      expect(scenario.guarantees.some(({ params }) => params.during === (step as { as: string }).as)).toBe(true);
  });
});

describe("an upgrade in a scenario", () => {
  const lanes = [write({ via: "api", connection: "reused" })];
  const perform = upgradeWorker(worker(1), "1.37.0");
  const check = async (steps: readonly Step[], during: string) => {
    const guarantees = [maxOutage({ lanes: "write/*/*", during, limit: "5s" })];
    const own = defineScenario({ summary: "", topology: "single", lanes, steps, guarantees });
    return validateScenario(own, readTopology(topologyFile("single")), await known());
  };

  it("is a stretch by its name, without one in which it is held", async () => {
    await expect(check([{ perform, as: "roll" }], "roll")).resolves.toMatchObject({ summary: "" });
    await expect(check([{ perform, as: "roll" }], "roll:held")).rejects.toThrow(
      'guarantees[0].during: There is no fault "roll:held": there is roll',
    );
  });

  it("is of one node, of the role whose proof it has", async () => {
    const upgradeOf = (target: TargetSpec) => check([{ perform: upgradeWorker(target, "1.37.0"), as: "roll" }], "roll");
    await expect(upgradeOf(workers(2))).rejects.toThrow(
      /^steps\[0\]\.perform: upgrade-worker upgrades one node in a step: .* is 2$/,
    );
    await expect(upgradeOf(controlPlane(1))).rejects.toThrow(
      "steps[0].perform: upgrade-worker is for one worker, and ",
    );
  });

  it("is of all nodes of the role where it is done to all at once", async () => {
    const restoreOf = (target: TargetSpec) =>
      check([{ perform: restoreControlPlanes(target, "1.36.4"), as: "restore" }], "restore");
    const of = (target: TargetSpec, topology = "ha-3cp-3w") =>
      known().then((all) =>
        validateScenario(
          defineScenario({
            ...{ summary: "", topology, lanes },
            steps: [{ perform: restoreControlPlanes(target, "1.36.4"), as: "restore" }],
            guarantees: [maxOutage({ lanes: "write/*/*", during: "restore", limit: "5s" })],
          }),
          readTopology(topologyFile(topology)),
          all,
        ),
      );
    await expect(restoreOf(controlPlane(1))).resolves.toMatchObject({ summary: "" });
    await expect(of(allControlPlanes())).resolves.toMatchObject({ summary: "" });
    await expect(of(controlPlane(1))).rejects.toThrow(/restore-control-planes is for all 3 at once: .* is 1$/);
    await expect(of(allControlPlanes(), "external-etcd")).rejects.toThrow(
      /restore-control-planes is for control planes with an etcd member each: .* elsewhere$/,
    );
  });

  it("is not done while a fault is held, which would keep it from its end", async () => {
    const inject = nodePause(worker(2));
    await expect(
      check([{ inject, as: "pause", for: "9s", while: [{ perform, as: "roll" }] }], "pause"),
    ).rejects.toThrow("steps[0].while[0].perform: nodes are not upgraded while a fault is held");
  });
});
