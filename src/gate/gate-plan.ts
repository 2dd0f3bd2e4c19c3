import { UsageError } from "../model/errors.ts";
import { mustBeSupported, type Prepared, prepare } from "../scenario/prepare.ts";
import { seedOf } from "../scenario/seed.ts";
import { rollStepName } from "../upgrade/roll.ts";
import { type RollGround, rollScenario } from "../upgrade/roll-scenario.ts";
import { isCompared, type Stage, stagesOf, type WayBack } from "../upgrade/stages.ts";
import { wayNames, wayScenario, wayStage, waysBack } from "../upgrade/way-back.ts";
import { type GateWishes, isRolled } from "./wishes.ts";

/** A stage with the runs that it has, in their order. */
export interface PlannedStage {
  readonly stage: Stage;
  readonly runs: readonly Prepared[];
}

/** How an upgrade's runs are made. */
export interface GateTerms {
  /** Whether the ways back are tried as well, each on a cluster of its own. */
  readonly tryRollback?: boolean;
  /** How often each scenario is run where runs are compared. */
  readonly repeat: number;
  /** What the runs' own seeds are made of: the same of a repetition in each stage, so that like is compared with like. */
  readonly seed: number;
  /** The arguments that make all of it again. */
  readonly asked: readonly string[];
}

/**
 * Plans every run of an upgrade before anything is made, so that whatever is missing is told at once. Throws as `prepare`
 * does, and UsageError for a run that this machine cannot carry out.
 */
export async function planGate(wishes: GateWishes, terms: GateTerms): Promise<PlannedStage[]> {
  const { rest, to } = wishes;
  const ways = terms.tryRollback === true ? waysToTry(wishes) : [];
  const [target] = await prepare(to.scenarios, to.options);
  const { kubernetes } = to.chosen;
  // What the new cluster is made of is what nodes are upgraded to.
  const software = target === undefined ? {} : { [kubernetes]: target.cluster.nodeImage };
  const stages = [
    ...stagesOf(rest.topology, isRolled(wishes) ? kubernetes : undefined),
    ...ways.map((way) => wayStage(way, rest.topology)),
  ];
  const planned = stages.map(async (stage): Promise<PlannedStage> => {
    const { options } = stage.kind === "fresh" ? to : wishes.from;
    const prepared = await prepare(scenariosOf(stage, wishes), options, software);
    mustBeSupported(prepared);
    const times = Array.from({ length: isCompared(stage.kind) ? terms.repeat : 1 }, (_, index) => index + 1);
    return { stage, runs: times.flatMap((time) => prepared.map((run) => inStage(run, stage, time, terms))) };
  });
  return Promise.all(planned);
}

/** Throws UsageError where there is none: whoever asks for it is not to take silence for a way back. */
function waysToTry(wishes: GateWishes): WayBack[] {
  const { topology } = wishes.rest;
  if (!isRolled(wishes))
    throw new UsageError("--try-rollback: no node is upgraded here, so there is no way back to try: leave it out");
  const ways = waysBack(topology);
  if (ways.length === 0)
    throw new UsageError(
      `--try-rollback: ${topology.name} has one control plane and an etcd beside it, of which no way back is known: leave it out`,
    );
  return ways;
}

function scenariosOf(stage: Stage, { from, to, rest, mixed, watched }: GateWishes): GateWishes["mixed"] {
  if (stage.kind === "rest") return [rest];
  if (stage.kind === "mixed") return mixed;
  if (stage.kind === "fresh") return to.scenarios;
  const { scenario, topology } = rest;
  if (stage.way !== undefined) {
    const { topology: name, profile, lanes } = scenario;
    const versions = { from: from.chosen.kubernetes, to: to.chosen.kubernetes };
    const back = wayScenario(stage.way, versions, { topology: name, profile, lanes }, topology);
    return [{ name: wayNames[stage.way], file: import.meta.filename, scenario: back, topology }];
  }
  if (stage.kind !== "roll") return from.scenarios;
  const { nodes } = stage;
  const [node] = nodes;
  const name = node === undefined ? "upgrade" : rollStepName(node);
  const ground: RollGround = { topology: scenario.topology, profile: scenario.profile, ...watched };
  const roll = rollScenario({ to: to.chosen.kubernetes, nodes }, ground, topology);
  return [{ name, file: import.meta.filename, scenario: roll, topology }];
}

/** A run on a cluster with upgraded nodes, or one that upgrades them, cannot be made again alone. */
function inStage(run: Prepared, { kind, upgraded }: Stage, time: number, { seed, asked }: GateTerms): Prepared {
  const has = Object.keys(upgraded).length > 0;
  const cluster = has ? { ...run.cluster, upgraded } : run.cluster;
  const own = seedOf(seed, run.name, time);
  const alone = run.asked.map((word, index) => (run.asked[index - 1] === "--seed" ? `${own}` : word));
  return { ...run, cluster, seed: own, asked: has || kind === "roll" || kind === "rollback" ? [...asked] : alone };
}
