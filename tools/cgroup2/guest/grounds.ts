import type { Engine } from "../../../src/host/engine.ts";
import { messageOf } from "../../../src/model/errors.ts";
import type { FaultDefinition } from "../../../src/model/fault.ts";
import { dressNode } from "../../../test/support/dressed-node.ts";
import { keptTrial } from "../../../test/support/kept-trial.ts";
import { type PlainCluster, plainCluster } from "../../../test/support/plain-cluster.ts";
import type { Trial } from "../../../test/support/undo-trial.ts";
import type { Ground } from "./said.ts";

/** What faults are tried on. */
export interface TrialGround {
  readonly ground: Ground;
  /** Makes ready for a fault what it is tried on; throws where that cannot be had. */
  begin(definition: FaultDefinition): Promise<Trial>;
  /** Looks after a fault, which may have left something, whether all is well; returns what is not. */
  end(definition: FaultDefinition, isClean: boolean): Promise<string | undefined>;
}

/** Milliseconds of an emulated machine. */
const dressMs = 300_000;
const steadyMs = 900_000;
const askMs = 240_000;

/** Plain containers of the node image with processes of a node's names; new ones after a fault that left something. */
export function containersGround(engine: Engine): TrialGround {
  let plain: PlainCluster | undefined;
  return {
    ground: "containers",
    begin: async () => {
      plain ??= await plainCluster(engine, ["control-plane", "control-plane", "worker"]);
      const { cluster } = plain;
      await Promise.all(cluster.nodes.map(({ name }) => dressNode(engine, name, dressMs)));
      return { engine, cluster };
    },
    end: async (_, isClean) => {
      if (isClean) return undefined;
      const spoilt = plain;
      plain = undefined;
      return spoilt?.[Symbol.asyncDispose]().then(() => undefined, messageOf);
    },
  };
}

/** The cluster that a run has kept under a name, with pods on its workers, which some faults break. */
export async function nodesGround(engine: Engine, kept: string): Promise<TrialGround> {
  const trial = await keptTrial(engine, kept, { steadyMs, askMs });
  await trial.steady([]);
  return {
    ground: "nodes",
    begin: async ({ needs }) => {
      await trial.spreadPods();
      if (needs !== undefined) await trial.perform(needs);
      return trial;
    },
    end: (definition) => trial.steady([definition]).then(() => undefined, messageOf),
  };
}
