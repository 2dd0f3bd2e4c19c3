import type { Kept } from "../../apps/application/kept.ts";
import type { ApplicationOptions } from "../../model/application.ts";
import { UsageError } from "../../model/errors.ts";
import type { GuaranteeSpec } from "../../model/guarantee.ts";
import { isAttemptSpec, type LaneSpec, type WatchSpec } from "../../model/lane.ts";
import type { Scenario, Step, Work } from "../../model/scenario.ts";
import type { Topology } from "../../model/topology.ts";
import { asksWorkload } from "../../model/workload.ts";
import type { Known } from "../validation/known.ts";
import { askedGuarantee } from "./asked-guarantees.ts";
import { askedLanes, isAskedInside, operationFor } from "./asked-lanes.ts";

/** Work on the built-in workload's own Deployment. */
const workOnBuiltIn: readonly string[] = ["scale-deployment", "restart-deployment"];

/** What is to stand in the place of the built-in workload, and where it can be asked from. */
export interface Replacement {
  readonly application: ApplicationOptions;
  readonly kept: Kept;
  /** Whether this machine can ask from inside a cluster. */
  readonly inside: boolean;
}

/**
 * A scenario with an application of a person's own in the place of its workload: the same steps and topology; what it
 * promises of its workload it promises of the application, and what is about the built-in one's own shape is left out.
 * Faults about which it promises nothing of a workload must leave the application alone. At the end all of it is whole.
 * Throws UsageError where nothing would be left to do.
 */
export function withApplication(
  scenario: Scenario,
  { application, kept, inside }: Replacement,
  topology: Pick<Topology, "workers" | "nodes">,
  known: Known,
): Scenario {
  const steps = scenario.steps.flatMap(withoutBuiltIn);
  const gone = namesIn(scenario.steps).filter((name) => !namesIn(steps).includes(name));
  if (!steps.some((step) => "inject" in step || "perform" in step) && gone.length > 0)
    throw new UsageError(
      `steps: all that is done is work on the built-in workload (${gone.join(", ")}): --app has no place in it`,
    );
  const atStore = steps.find((step) => "inject" in step && step.inject.target.role === "store-leader");
  if (atStore !== undefined)
    throw new UsageError(
      "steps: the leader of the built-in store is hit, which is not there with --app: choose another",
    );
  const { workers } = topology;
  const isSafe = workers > 0 && !reachesLastWorker(steps, workers);
  if (isAskedInside(application) && !isSafe)
    throw new UsageError(
      "steps: a connection over TCP is asked from the last worker, which may be hit itself: ask over http, grpc or dns",
    );
  const asked = askedLanes(application, known, { inside: inside && isSafe, workers });
  const lanes = [...scenario.lanes.filter((lane) => !isOfBuiltIn(lane)), ...asked];
  const translated = scenario.guarantees.map((spec) => ({
    spec,
    own: askedGuarantee(spec, { application, kept, known, gone }),
  }));
  const guarantees = translated.flatMap(({ own }) => own ?? []);
  const changed = translated
    .filter(({ spec, own }) => own !== undefined && own !== spec)
    .flatMap(({ own }) => own ?? []);
  const all = unique([...guarantees, ...untouched(steps, changed, application, topology, known), ...whole(known)]);
  const { myth: _myth, store: _store, primary = [], ...rest } = scenario;
  const isThere = (name: string) => all.some(({ id }) => id === name) || only(all, name);
  return {
    ...rest,
    summary: `${scenario.summary} With an application of your own.`,
    lanes,
    workload: application,
    steps,
    guarantees: all,
    primary: primary.filter(isThere),
  };
}

function only(specs: readonly GuaranteeSpec[], name: string): boolean {
  return specs.filter(({ guarantee }) => guarantee === name).length === 1;
}

function unique(specs: readonly GuaranteeSpec[]): GuaranteeSpec[] {
  return [...new Map(specs.toReversed().map((spec) => [spec.id, spec])).values()].toReversed();
}

function isOfBuiltIn(lane: LaneSpec | WatchSpec): boolean {
  return isAttemptSpec(lane) && (asksWorkload(lane.operation) || lane.destination === "store");
}

function withoutBuiltIn(step: Step): Step[] {
  if ("perform" in step) return isOnBuiltIn(step) ? [] : [step];
  if (!("inject" in step) || step.while === undefined) return [step];
  const { while: work, ...rest } = step;
  const left = work.filter((one) => !isOnBuiltIn(one));
  return [left.length === 0 ? rest : { ...rest, while: left }];
}

function isOnBuiltIn({ perform }: Work): boolean {
  const { namespace = "" } = perform.params as { namespace?: string };
  return workOnBuiltIn.includes(perform.procedure) && namespace === "";
}

function namesIn(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if ("perform" in step) return [step.as];
    return "inject" in step ? [step.as, ...(step.while ?? []).map(({ as }) => as)] : [];
  });
}

/** Roles of targets that may be several workers, or any. */
const severalWorkers: readonly string[] = ["workers", "zone", "dns", "lane"];

/** Whether a fault may hit the last worker, in whose network lanes from inside the cluster are. */
function reachesLastWorker(steps: readonly Step[], workers: number): boolean {
  return steps.some((step) => {
    if (!("inject" in step)) return false;
    const { role, index } = step.inject.target;
    return role === "worker" ? Number(index) >= workers : severalWorkers.includes(role);
  });
}

/**
 * For each fault of which nothing is promised of the workload, and that leaves workers alone or hits one: the application
 * goes on, through every worker but that one.
 */
function untouched(
  steps: readonly Step[],
  changed: readonly GuaranteeSpec[],
  application: ApplicationOptions,
  { nodes }: Pick<Topology, "nodes">,
  known: Known,
): GuaranteeSpec[] {
  const operation = operationFor(application);
  const definition = known.guarantees.get("workload-unaffected");
  if (operation === undefined || definition === undefined) return [];
  const workers = nodes.filter(({ role }) => role === "worker").map(({ short }) => short);
  return steps.flatMap((step) => {
    if (!("inject" in step) || changed.some(({ params }) => isAbout(params, step.as))) return [];
    const { role, index } = step.inject.target;
    if (severalWorkers.includes(role)) return [];
    const left = role === "worker" ? workers.filter((_, place) => place !== Number(index) - 1) : undefined;
    const ways = isAskedInside(application) ? ["in-cluster"] : (left ?? ["*"]);
    const lanes = ways.map((way) => `${operation}/${way}/*`);
    return [definition.spec({ lanes, during: step.as, limit: "1s" })];
  });
}

function isAbout(params: GuaranteeSpec["params"], name: string): boolean {
  return [params.during, params.after].some((one) => typeof one === "string" && one.replace(/:.*$/, "") === name);
}

function whole(known: Known): GuaranteeSpec[] {
  const definition = known.guarantees.get("application-whole");
  return definition === undefined ? [] : [definition.spec({})];
}
