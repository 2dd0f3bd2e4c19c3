import { counted } from "../analysis/statistics/format.ts";
import { describeMark } from "../analysis/verdict/quarantine.ts";
import { formatMs } from "../model/duration.ts";
import { plainTexts } from "../model/plain-text.ts";
import type { QuarantineMark } from "../model/quarantine.ts";
import type { ShardChoice } from "../model/shard.ts";
import type { Plan } from "../scenario/plan.ts";
import { definitions, wrap } from "../terminal/layout.ts";
import { expectedLengths, type LengthsOf } from "./measured-lengths.ts";
import { type Ordered, orderRuns } from "./run-order.ts";
import { lengthOf, shardsOf, type Weighed } from "./shards.ts";

/** What several runs in one call would do; the shape of `plan --json` for several scenarios, version 1. */
export interface SuitePlan {
  readonly version: 1;
  readonly clusters: number;
  readonly expectedDurationMs: number;
  readonly runs: readonly {
    readonly scenario: string;
    readonly repeat: number;
    /** Number of the cluster that it would run on, from 1; runs with the same number share it. */
    readonly cluster: number;
    readonly topology: string;
    readonly profile: string;
    readonly kubernetes: string;
    readonly expectedDurationMs: number;
    /** Why this machine cannot carry it out. */
    readonly unsupported?: string;
    /** What of it is in quarantine, and would decide no exit code. */
    readonly quarantine: readonly QuarantineMark[];
  }[];
  readonly plans: readonly Plan[];
  /** With `--shard`: which part these runs are, and how many runs each part has. */
  readonly shard?: ShardChoice & {
    readonly parts: readonly { readonly runs: number; readonly expectedDurationMs: number }[];
  };
}

/**
 * The order of several scenarios, and how long they would take when every cluster is a new one and none is replaced; of
 * one shard of them where one is asked for. A scenario that is planned on several versions is run on each. Throws UsageError
 * for more shards than runs.
 */
export function planSuite(
  plans: readonly Plan[],
  repeat: number,
  choice?: ShardChoice,
  lengths: LengthsOf = expectedLengths,
): SuitePlan {
  const all = orderRuns(
    plans,
    ({ scenario, kubernetes }) => JSON.stringify([scenario, kubernetes]),
    ({ topology, profile, kubernetes, kindConfig }) => JSON.stringify([topology, profile, kubernetes, kindConfig]),
    repeat,
  ).map((entry): WeighedRun => ({ ...entry, ...weightOf(entry, lengths) }));
  const shards = choice && shardsOf(all, choice.of);
  const runs = planRuns(shards === undefined ? all : all.filter((_, index) => shards[index] === choice?.index));
  const expectedDurationMs = runs.reduce((sum, run) => sum + run.expectedDurationMs, 0);
  const clusters = new Set(runs.map(({ cluster }) => cluster).filter(Boolean)).size;
  return {
    ...{ version: 1, clusters, expectedDurationMs, runs, plans },
    ...(choice && shards && { shard: { ...choice, parts: partsOf(all, shards, choice.of) } }),
  };
}

type WeighedRun = Ordered<Plan> & Weighed;

/** What a run weighs is the same on every machine: also where one cannot carry it out. */
function weightOf({ item, group }: Ordered<Plan>, lengths: LengthsOf): Weighed {
  const { fresh: freshMs, reuse: reuseMs } = item.expectedDurationMs;
  return { group, ...lengths(item, { freshMs, reuseMs }) };
}

function partsOf(all: readonly WeighedRun[], shards: readonly number[], of: number) {
  return Array.from({ length: of }, (_, index) => {
    const part = all.filter((_run, place) => shards[place] === index + 1);
    return { runs: part.length, expectedDurationMs: lengthOf(part) };
  });
}

function planRuns(ordered: readonly WeighedRun[]): SuitePlan["runs"] {
  const created = new Map<string, number>();
  return ordered.map(({ item, repeat: time, group, freshMs, reuseMs }) => {
    const { unsupported } = item;
    const fresh = unsupported === undefined && !created.has(group);
    if (fresh) created.set(group, created.size + 1);
    const expectedDurationMs = fresh ? freshMs : reuseMs;
    return {
      scenario: item.scenario,
      repeat: time,
      cluster: created.get(group) ?? 0,
      topology: item.topology,
      profile: item.profile,
      kubernetes: item.kubernetes,
      expectedDurationMs: unsupported === undefined ? expectedDurationMs : 0,
      ...(unsupported === undefined ? {} : { unsupported }),
      quarantine: item.quarantine,
    };
  });
}

/** The order and the sums as a person reads them; what each does is in the plan of that scenario alone. */
export function renderSuitePlan(plan: SuitePlan, columns: number): string {
  const { runs, clusters, expectedDurationMs, shard } = plainTexts({ ...plan, plans: [] });
  const name = (run: SuitePlan["runs"][number]) => (run.repeat === 1 ? run.scenario : `${run.scenario}#${run.repeat}`);
  const isOnSeveral = new Set(runs.map(({ kubernetes }) => kubernetes)).size > 1;
  const titleOf = ({ topology, profile, kubernetes }: SuitePlan["runs"][number]) =>
    `${topology}, ${profile} timings${isOnSeveral ? `, Kubernetes ${kubernetes}` : ""}`;
  // In their order: runs of one title that do not follow each other are on different clusters.
  const begins = runs.flatMap((run, index) => {
    const before = runs[index - 1];
    return before !== undefined && titleOf(before) === titleOf(run) ? [] : [index];
  });
  const lines = begins.flatMap((begin, index) => {
    const group = runs.slice(begin, begins[index + 1]);
    const rows = group.flatMap((run): [string, string][] => {
      const what = run.unsupported === undefined ? formatMs(run.expectedDurationMs) : `not run: ${run.unsupported}`;
      return [[name(run), what], ...run.quarantine.map((mark): [string, string] => ["", describeMark(mark)])];
    });
    return ["", ...group.slice(0, 1).flatMap((run) => wrap(titleOf(run), columns)), ...definitions(rows, columns)];
  });
  return `${[
    `${shard === undefined ? "" : `Shard ${shard.index} of ${shard.of}: `}${counted(runs.length, "run")} on ${counted(clusters, "cluster")}:`,
    ...lines,
    "",
    `Expected duration: about ${formatMs(expectedDurationMs)}.`,
    ...(shard === undefined ? [] : wrap(`The shards: ${shard.parts.map(describePart).join(", ")}.`, columns, 2)),
    ...wrap("What one of them does in detail: npx kind-chaos plan <scenario>", columns, 2),
  ].join("\n")}\n`;
}

function describePart(part: { readonly runs: number; readonly expectedDurationMs: number }, index: number): string {
  return `${index + 1} has ${counted(part.runs, "run")} in about ${formatMs(part.expectedDurationMs)}`;
}
