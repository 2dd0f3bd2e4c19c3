import { counted } from "../analysis/statistics/format.ts";
import { describeMark } from "../analysis/verdict/quarantine.ts";
import { formatMs } from "../model/duration.ts";
import { plainTexts } from "../model/plain-text.ts";
import type { QuarantineMark } from "../model/quarantine.ts";
import type { Plan } from "../scenario/plan.ts";
import { orderRuns } from "./run-order.ts";

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
    readonly expectedDurationMs: number;
    /** Why this machine cannot carry it out. */
    readonly unsupported?: string;
    /** What of it is in quarantine, and would decide no exit code. */
    readonly quarantine: readonly QuarantineMark[];
  }[];
  readonly plans: readonly Plan[];
}

/**
 * The order of several scenarios, and how long they would take when every cluster is a new one and none is replaced.
 */
export function planSuite(plans: readonly Plan[], repeat: number): SuitePlan {
  const ordered = orderRuns(
    plans,
    ({ scenario }) => scenario,
    ({ topology, profile, kubernetes, kindConfig }) => JSON.stringify([topology, profile, kubernetes, kindConfig]),
    repeat,
  );
  const created = new Map<string, number>();
  const runs = ordered.map(({ item, repeat: time, group }) => {
    const unsupported = item.steps.find((step) => step.unsupported !== undefined)?.unsupported;
    const fresh = unsupported === undefined && !created.has(group);
    if (fresh) created.set(group, created.size + 1);
    const expectedDurationMs = item.expectedDurationMs[fresh ? "fresh" : "reuse"];
    return {
      scenario: item.scenario,
      repeat: time,
      cluster: created.get(group) ?? 0,
      topology: item.topology,
      profile: item.profile,
      expectedDurationMs: unsupported === undefined ? expectedDurationMs : 0,
      ...(unsupported === undefined ? {} : { unsupported }),
      quarantine: item.quarantine,
    };
  });
  const expectedDurationMs = runs.reduce((sum, run) => sum + run.expectedDurationMs, 0);
  return { version: 1, clusters: created.size, expectedDurationMs, runs, plans };
}

/** The order and the sums as a person reads them; what each does is in the plan of that scenario alone. */
export function renderSuitePlan(plan: SuitePlan): string {
  const { runs, clusters, expectedDurationMs } = plainTexts({ ...plan, plans: [] });
  const name = (run: SuitePlan["runs"][number]) => (run.repeat === 1 ? run.scenario : `${run.scenario}#${run.repeat}`);
  const width = Math.max(...runs.map((run) => name(run).length));
  const lines = runs.map((run, index) => {
    const before = runs[index - 1];
    const title = `\n${run.topology}, ${run.profile} timings\n`;
    const head = before?.topology === run.topology && before.profile === run.profile ? "" : title;
    const what = run.unsupported === undefined ? formatMs(run.expectedDurationMs) : `not run: ${run.unsupported}`;
    const marks = run.quarantine.map((mark) => `  ${" ".repeat(width)}  ${describeMark(mark)}\n`).join("");
    return `${head}  ${name(run).padEnd(width)}  ${what}\n${marks}`;
  });
  return `${counted(runs.length, "run")} on ${counted(clusters, "cluster")}:
${lines.join("")}
Expected duration: about ${formatMs(expectedDurationMs)}.
What one of them does in detail: npm run chaos -- plan <scenario>
`;
}
