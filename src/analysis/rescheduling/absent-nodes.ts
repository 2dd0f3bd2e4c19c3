import type { Facts } from "../facts/facts.ts";
import { shortName } from "../timeline/timeline.ts";
import type { ObjectsMoment } from "../watch/known-objects.ts";
import type { NodeState } from "../watch/observers.ts";

/** A time in which a node was not Ready, or not there any more, as the cluster itself had it; milliseconds of the run. */
export interface Absence {
  /** It cannot have begun before. */
  readonly from: number;
  /** How long it surely lasted, and at most. */
  readonly surelyMs: number;
  readonly perhapsMs: number;
}

/**
 * When a node was absent by the node's own state, as observers told it; undefined where nobody observed the nodes. A
 * break in what was known ends what is sure, and what may have been goes on.
 */
export function absencesOf(node: string, facts: Facts): Absence[] | undefined {
  const { moments, unknown } = facts.nodes();
  if (moments.length === 0) return undefined;
  const absences: Absence[] = [];
  let since: ObjectsMoment<NodeState> | undefined;
  let known = false;
  for (const moment of moments) {
    const state = stateOf(node, moment, facts);
    known ||= state !== undefined;
    const absent = known && state?.ready !== "True";
    const broken = unknown.some(({ from, to }) => from < moment.when[1] && to > (since?.when[1] ?? moment.when[1]));
    if (!absent) since = undefined;
    else if (since === undefined || broken) since = moment;
    if (since !== undefined) absences.push(absence(since, moment, facts.endedAt));
  }
  // Nobody told of that node, or the journal does not say which of them it is.
  if (!known) return undefined;
  const unseen = unknown.map(({ from, to }) => ({
    from,
    surelyMs: 0,
    perhapsMs: Math.min(to, facts.endedAt) - from,
  }));
  // Next to a time that nobody saw, an absence may have been as long as both.
  const unseenMs = unseen.reduce((sum, { perhapsMs }) => sum + perhapsMs, 0);
  return [...absences.map((one) => ({ ...one, perhapsMs: one.perhapsMs + unseenMs })), ...unseen];
}

function stateOf(node: string, { objects }: ObjectsMoment<NodeState>, { cluster }: Facts): NodeState | undefined {
  return [...objects.values()].find(({ name }) => shortName(cluster, name) === node);
}

function absence(first: ObjectsMoment<NodeState>, last: ObjectsMoment<NodeState>, endedAt: number): Absence {
  const [sureEnd, end] = last.lasts;
  return {
    from: first.when[0],
    surelyMs: Math.max(0, Math.min(sureEnd, endedAt) - first.when[1]),
    perhapsMs: Math.min(end, endedAt) - first.when[0],
  };
}
