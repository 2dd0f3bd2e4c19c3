import type { Engine } from "../../../src/host/engine.ts";
import type { FaultDefinition } from "../../../src/model/fault.ts";
import { dressNode } from "../../../test/support/dressed-node.ts";
import { keptTrial } from "../../../test/support/kept-trial.ts";
import { plainCluster } from "../../../test/support/plain-cluster.ts";
import type { Trial } from "../../../test/support/undo-trial.ts";
import type { Ground } from "./said.ts";

/** What faults are tried on. */
export interface TrialGround {
  readonly ground: Ground;
  /** Makes ready for a fault what it is tried on; throws where that cannot be had. */
  begin(definition: FaultDefinition): Promise<Trial>;
  /** Looks whether all is well after a fault, which was whole so far; throws what is not. */
  end(definition: FaultDefinition, isWhole: boolean): Promise<void>;
  /** Whether another fault can be tried on it. */
  isWell(): Promise<boolean>;
}

/** Milliseconds of an emulated machine. */
const dressMs = 300_000;
const steadyMs = 900_000;
const askMs = 120_000;

/** Plain containers of the node image with processes of a node's names; new ones after a fault that left something. */
export function containersGround(engine: Engine): TrialGround {
  let plain: ReturnType<typeof plainCluster> | undefined;
  return {
    ground: "containers",
    begin: async () => {
      plain ??= plainCluster(engine, ["control-plane", "control-plane", "worker"]);
      const { cluster } = await plain;
      for (const { name } of cluster.nodes) await dressNode(engine, name, dressMs);
      return { engine, cluster };
    },
    end: async (_, isWhole) => {
      if (isWhole || plain === undefined) return;
      const spoilt = await plain;
      plain = undefined;
      await spoilt[Symbol.asyncDispose]();
    },
    isWell: async () => true,
  };
}

/** The cluster that a run has kept under a name, with pods on its workers, which some faults break. */
export async function nodesGround(engine: Engine, kept: string): Promise<TrialGround> {
  const trial = await keptTrial(engine, kept, { steadyMs, askMs });
  await trial.steady([]);
  const images = ["-n", "kube-system", "deployment/coredns", "-o", "jsonpath={..containers[0].image}"];
  const image = await trial.asked("get", ...images);
  await trial.asked("create", "deployment", "trial", `--image=${image}`, "--replicas=4");
  return {
    ground: "nodes",
    begin: async ({ needs }) => {
      if (needs !== undefined) await trial.perform(needs);
      return trial;
    },
    end: (definition) => trial.steady([definition]),
    isWell: () =>
      trial.steady([]).then(
        () => true,
        () => false,
      ),
  };
}
