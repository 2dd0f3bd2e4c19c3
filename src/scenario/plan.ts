import { stringify } from "yaml";
import { counted } from "../analysis/statistics/format.ts";
import { describeMark } from "../analysis/verdict/quarantine.ts";
import { withUnknownMembers } from "../cluster/external-etcd-config.ts";
import { plannedSettings } from "../cluster/planned-settings.ts";
import { withProfile } from "../cluster/profiles.ts";
import { hostFacts } from "../host/host-facts.ts";
import { etcdNodes, quorumOf } from "../model/cluster.ts";
import { formatMs } from "../model/duration.ts";
import { isWatchSpec, type LaneSpec, type WatchSpec } from "../model/lane.ts";
import { plainTexts } from "../model/plain-text.ts";
import type { QuarantineMark } from "../model/quarantine.ts";
import type { Topology } from "../model/topology.ts";
import { laneName } from "../probes/lanes/lanes.ts";
import { defaultKubernetesVersion } from "../setup/images/images.ts";
import { nodeImageInputs } from "../setup/images/node-image-inputs.ts";
import { loadGuarantee } from "./catalogue.ts";
import type { LoadedScenario } from "./load-scenario.ts";
import { type PlannedStep, planStep } from "./planned-step.ts";
import { expectedDurationMs, withProfileOf } from "./prepare.ts";
import type { ScenarioOptions } from "./scenario-options.ts";
import { environmentOf } from "./unsupported.ts";

/** What a run of one scenario would do; the shape of `plan --json` for one scenario, version 1. */
export interface Plan {
  readonly version: 1;
  readonly scenario: string;
  readonly summary: string;
  readonly topology: string;
  readonly profile: string;
  readonly kubernetes: string;
  readonly kindConfig: string;
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
  readonly guarantees: readonly { readonly id: string; readonly guarantee: string; readonly promise: string }[];
  readonly limitsSource: string;
  readonly expectedDurationMs: { readonly fresh: number; readonly reuse: number };
  /** What of it is in quarantine: among several runs that would decide no exit code. */
  readonly quarantine: readonly QuarantineMark[];
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
  const { kubernetes } = nodeImageInputs(options.kubernetes ?? defaultKubernetesVersion()).versions;
  const host = await hostFacts();
  const config = withProfile(topology.config, scenario.profile, kubernetes, host);
  const around = environmentOf(host, config);
  const settings = plannedSettings(config);
  return {
    version: 1,
    scenario: scenarioName,
    summary: scenario.summary,
    topology: topology.name,
    profile: scenario.profile,
    kubernetes,
    kindConfig: stringify(withUnknownMembers(config)),
    etcd: etcdArithmetic(topology),
    steps: await Promise.all(scenario.steps.map((step) => planStep(step, topology, around))),
    lanes: scenario.lanes.map(describeLane),
    guarantees: await Promise.all(
      scenario.guarantees.map(async ({ id, guarantee, params }) => ({
        id,
        guarantee,
        promise: (await loadGuarantee(guarantee)).describe(params, settings),
      })),
    ),
    limitsSource: settings.source,
    expectedDurationMs: {
      fresh: expectedDurationMs({ scenario }, false),
      reuse: expectedDurationMs({ scenario }, true),
    },
    quarantine,
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

/** A plan in the words of a person. */
export function renderPlan(whole: Plan): string {
  const plan = plainTexts({ ...whole, kindConfig: "" });
  const steps = plan.steps.flatMap(({ step, inject, undo, unsupported }) => [
    `  ${step}`,
    ...(unsupported === undefined ? [] : [`      unsupported here: ${unsupported}`]),
    ...inject.map((action) => `      breaks  ${action}`),
    ...undo.map((action) => `      undo    ${action}`),
  ]);
  const { fresh, reuse } = plan.expectedDurationMs;
  return [
    `${plan.scenario}: ${plan.summary}`,
    ...plan.quarantine.map(describeMark),
    "",
    `Topology ${plan.topology}, profile ${plan.profile}, Kubernetes ${plan.kubernetes}; as kind gets it:`,
    ...whole.kindConfig
      .trimEnd()
      .split("\n")
      .map((line) => `  ${line}`),
    "",
    `etcd: ${counted(plan.etcd.members, `${plan.etcd.kind} member`)}, ${plan.etcd.quorum} must agree: tolerates the loss of ${plan.etcd.tolerates}`,
    "",
    "Steps",
    ...steps,
    "",
    "Lanes",
    ...plan.lanes.map((lane) => `  ${lane}`),
    "",
    `Guarantees (limits from ${plan.limitsSource})`,
    ...plan.guarantees.map(({ guarantee, promise }) => `  ${guarantee.padEnd(16)} ${promise}`),
    "",
    `Expected duration: about ${formatMs(fresh)} with a new cluster, ${formatMs(reuse)} with --reuse.`,
    "",
  ].join("\n");
}
