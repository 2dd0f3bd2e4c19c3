import { relative } from "node:path";
import { stringify } from "yaml";
import { describeOwnLimit, type ToldOwnLimit, withOwnLimit } from "../analysis/limits/own-limit.ts";
import { withUnknownMembers } from "../cluster/external-etcd-config.ts";
import { plannedSettings } from "../cluster/planned-settings.ts";
import { hostFacts } from "../host/host-facts.ts";
import { type AfterCreate, etcdNodes, quorumOf } from "../model/cluster.ts";
import { formatMs } from "../model/duration.ts";
import { isWatchSpec, type LaneSpec, type WatchSpec } from "../model/lane.ts";
import type { QuarantineMark } from "../model/quarantine.ts";
import type { Topology } from "../model/topology.ts";
import { laneName } from "../probes/lanes/lanes.ts";
import { proceduresOf, usualWorkMs } from "../runner/plan.ts";
import { loadFault, loadGuarantee, loadProcedure } from "./catalogue.ts";
import { configDifference } from "./config-difference.ts";
import type { LoadedScenario } from "./load-scenario.ts";
import { isOwn } from "./places.ts";
import { withBalancerOf } from "./planned-balancer.ts";
import { planCluster } from "./planned-cluster.ts";
import { plannedEnvironment } from "./planned-environment.ts";
import { type PlannedStep, planStep } from "./planned-step.ts";
import { expectedDurationMs, withProfileOf } from "./prepare.ts";
import type { ScenarioOptions } from "./scenario-options.ts";
import { nodesToMake, unsupportedHere } from "./unsupported-here.ts";
import { ownTimings, unsupportedThere } from "./unsupported-there.ts";

/** What a run of one scenario would do; the shape of `plan --json` for one scenario, version 1. */
export interface Plan {
  readonly version: 1;
  readonly scenario: string;
  readonly summary: string;
  readonly topology: string;
  readonly profile: string;
  readonly kubernetes: string;
  /** The cluster that kind made without the harness, on which it would be carried out, and its Docker network. */
  readonly cluster?: { readonly name: string; readonly network: string };
  /** As kind gets it. */
  readonly kindConfig: string;
  /** What the harness makes of a person's own kind file, as a unified diff; "" where it leaves it as it is. */
  readonly difference?: string;
  /** Timings of the kind file that the profile replaces, as asked for. */
  readonly replacedTimings?: readonly string[];
  /** What is run once the cluster stands. */
  readonly afterCreate?: AfterCreate;
  /**
   * How many members etcd has (stacked on control planes, or external), how many must agree, and the loss of how many
   * it survives.
   */
  readonly etcd: {
    readonly kind: "stacked" | "external";
    readonly members: number;
    readonly quorum: number;
    readonly tolerates: number;
  };
  readonly steps: readonly PlannedStep[];
  readonly lanes: readonly string[];
  readonly guarantees: readonly {
    readonly id: string;
    readonly guarantee: string;
    readonly promise: string;
    /** That its limit is a person's own: where it was set, what it replaces, and why. */
    readonly ownLimit?: ToldOwnLimit;
  }[];
  readonly limitsSource: string;
  readonly expectedDurationMs: { readonly fresh: number; readonly reuse: number };
  /** What of it is in quarantine: among several runs that would decide no exit code. */
  readonly quarantine: readonly QuarantineMark[];
  /** Why this machine, or a cluster of this configuration, cannot carry it out: `run` refuses it. */
  readonly unsupported?: string;
}

/**
 * What a run of a scenario would do with its limits; reads files and facts about this machine only. Throws UsageError for
 * a Kubernetes version that setup does not know.
 */
export async function makePlan(
  loaded: LoadedScenario,
  options: ScenarioOptions,
  quarantine: readonly QuarantineMark[] = [],
): Promise<Plan> {
  const { name: scenarioName, scenario, topology } = withProfileOf(options, loaded);
  const host = await hostFacts();
  const { config, chosen, ...wished } = planCluster({ scenario, topology }, options, host);
  const { kubernetes } = chosen;
  const around = plannedEnvironment(host, config, chosen);
  const settings = withBalancerOf(plannedSettings(config, kubernetes), chosen.kind);
  const procedures = await proceduresOf(scenario.steps, loadProcedure);
  const { existing } = options;
  const unsupported =
    (await unsupportedHere({ scenario, nodes: nodesToMake(topology, options), chosen }, around, host, loadFault)) ??
    (existing && (await unsupportedThere(scenario, existing, loadFault, procedures)));
  const expected = { scenario, usualWorkMs: usualWorkMs(scenario.steps, procedures) };
  return {
    version: 1,
    scenario: scenarioName,
    summary: scenario.summary,
    topology: topology.name,
    profile: existing === undefined ? scenario.profile : ownTimings,
    kubernetes,
    ...(existing === undefined ? {} : { cluster: { name: existing.name, network: existing.network } }),
    kindConfig: stringify(withUnknownMembers(config), { aliasDuplicateObjects: false }),
    ...(existing === undefined && isOwn("topology", topology.file)
      ? { difference: configDifference(relative(process.cwd(), topology.file), topology.asWritten, config) }
      : {}),
    ...wished,
    etcd: etcdArithmetic(topology),
    steps: await Promise.all(scenario.steps.map((step) => planStep(step, topology, around, existing))),
    lanes: scenario.lanes.map(describeLane),
    guarantees: await Promise.all(
      scenario.guarantees.map(async (spec) => {
        const { id, guarantee, params } = spec;
        const ownLimit = describeOwnLimit(spec, settings);
        const promise = withOwnLimit((await loadGuarantee(guarantee)).describe(params, settings), ownLimit);
        return { id, guarantee, promise, ...(ownLimit === undefined ? {} : { ownLimit }) };
      }),
    ),
    limitsSource: settings.source,
    expectedDurationMs: {
      fresh: expectedDurationMs(expected, existing !== undefined),
      reuse: expectedDurationMs(expected, true),
    },
    quarantine,
    ...(unsupported === undefined ? {} : { unsupported }),
  };
}

function etcdArithmetic(topology: Topology): Plan["etcd"] {
  const members = etcdNodes(topology).length;
  const quorum = quorumOf(members);
  const kind = topology.nodes.some(({ role }) => role === "etcd") ? "external" : "stacked";
  return { kind, members, quorum, tolerates: members - quorum };
}

function describeLane(lane: LaneSpec | WatchSpec): string {
  const path = `${laneName(lane)} via ${lane.via} on ${lane.connection} connections`;
  if (isWatchSpec(lane)) return `${path}, given up when silent for ${formatMs(lane.idleMs)} though something was due`;
  return `${path}, ${lane.hz} Hz, deadline ${formatMs(lane.deadlineMs)}`;
}
