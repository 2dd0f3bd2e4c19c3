import type { Found } from "../healing/found.ts";
import { healWholeCluster } from "../healing/whole-cluster.ts";
import type { Engine } from "../host/engine.ts";
import { messageOf } from "../model/errors.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { ProcedureDefinition } from "../model/procedure.ts";
import { loadFault, loadProcedure, namesOf } from "../scenario/catalogue.ts";
import { toStderr } from "../terminal/output.ts";
import type { CleanUpAction } from "./clean-up-action.ts";

/** Everything that can have left something on a cluster. */
export interface Culprits {
  readonly faults: readonly FaultDefinition[];
  readonly procedures: readonly ProcedureDefinition[];
}

/** How the leftovers of a cluster are gone about. */
export interface LeftoverOptions {
  readonly dryRun: boolean;
  /** All that there are where they are not given. */
  readonly culprits?: Culprits | undefined;
  /** Milliseconds; the usual limit where it is not given. */
  readonly timeoutMs?: number | undefined;
  /** Whether the cluster is a person's own, which is never deleted. */
  readonly isTheirs?: boolean;
}

/** Heals a cluster that this process has claimed of what dead runs left on it; returns what was found and done. */
export async function cleanLeftovers(
  engine: Engine,
  name: string,
  { dryRun, culprits, timeoutMs, isTheirs = false }: LeftoverOptions,
): Promise<CleanUpAction[]> {
  const tell = (line: string) => toStderr(`${name}: ${line}\n`);
  tell("looking for what is left of runs that died");
  try {
    const found = await healWholeCluster({
      by: "clean",
      engine,
      name,
      ...(culprits ?? (await allCulprits())),
      tell,
      dryRun,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    return found.map((one) => actionOf(name, one));
  } catch (error) {
    const instead = isTheirs ? "" : `; with --all it is deleted: npx kind-chaos clean --all --cluster ${name}`;
    return [{ what: "undo", cluster: name, detail: `${messageOf(error)}${instead}`, ok: false }];
  }
}

async function allCulprits(): Promise<Culprits> {
  return {
    faults: await Promise.all(namesOf("fault").map(loadFault)),
    procedures: await Promise.all(namesOf("procedure").map(loadProcedure)),
  };
}

function actionOf(cluster: string, { what, done, ok }: Found): CleanUpAction {
  return { what: "undo", cluster, detail: `${what}: ${done}`, ok };
}
