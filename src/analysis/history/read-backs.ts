import { isBefore } from "./access.ts";
import type { Rule } from "./finding.ts";
import type { AppliedLater, LostAnswer } from "./lost-answers.ts";
import type { Tally } from "./tally.ts";

/** What one API server showed at the end, after the last attempt had ended; servers were read one after the other. */
export interface ReadBack {
  readonly server: string;
  readonly at: number;
  /** "object token" of everything, and the names of the objects themselves. */
  readonly tokens: ReadonlySet<string>;
  readonly objects: ReadonlySet<string>;
}

/** An attempt whose trace can be looked for at the end: a write by its object and token, or an object by its name. */
export type Trace = Pick<LostAnswer, "lane" | "object" | "token" | "from" | "to">;

/** What attempts of a run came to, as far as it can be looked for at the end. */
export interface Traces {
  readonly acknowledged: readonly Trace[];
  readonly refused: readonly Trace[];
  readonly lost: readonly Trace[];
  /** Lost answers that reads show to have been applied. */
  readonly applied: readonly AppliedLater[];
  /** Objects whose deletion was acknowledged; they have no token. */
  readonly deleted: readonly Trace[];
}

/** Holds what API servers showed at the end against what clients were told. */
export function readBackFindings(readBacks: readonly ReadBack[], traces: Traces, tally: Tally): void {
  const inOrder = readBacks.toSorted((a, b) => a.at - b.at);
  for (const [index, readBack] of inOrder.entries()) {
    const before = inOrder.slice(0, index).filter((one) => isBefore({ from: 0, to: one.at }, momentOf(readBack)));
    lookAt(readBack, before, traces, tally);
  }
}

function momentOf({ at }: ReadBack) {
  return { from: at, to: at };
}

function lookAt(readBack: ReadBack, before: readonly ReadBack[], traces: Traces, tally: Tally): void {
  const { server, at, tokens, objects } = readBack;
  const isThere = ({ object, token }: Trace) => tokens.has(`${object} ${token}`);
  const hold = (rule: Rule, trace: Trace, isBroken: boolean, text: () => string, since = trace.from) => {
    tally.compare(rule, trace);
    if (isBroken) tally.contradict({ rule, from: Math.min(since, trace.from), to: at, text });
  };
  for (const write of traces.acknowledged)
    hold("lost-write", write, !isThere(write), () => `${nameOf(write)}, acknowledged, is missing at ${server}`);
  for (const write of traces.refused)
    hold("refused-applied", write, isThere(write), () => `${nameOf(write)}, refused, is there at ${server}`);
  const shown = (write: Trace, by: string, since: number) =>
    hold(
      "vanished-write",
      write,
      !isThere(write),
      () => `${nameOf(write)}, shown by ${by}, is gone at ${server}`,
      since,
    );
  for (const write of traces.lost) {
    const one = before.find((other) => other.tokens.has(`${write.object} ${write.token}`));
    if (one !== undefined) shown(write, one.server, one.at);
  }
  for (const { write, shownAt, revision } of traces.applied)
    shown(write, `a read${revision === undefined ? "" : ` as ${revision}`}`, shownAt);
  for (const gone of traces.deleted)
    if (gone.to < at)
      hold(
        "came-back",
        gone,
        objects.has(gone.object),
        () => `${gone.object}, deleted by ${gone.lane}, is there at ${server}`,
      );
}

function nameOf({ object, token, lane }: Trace): string {
  return `${object} ${token} of ${lane}`;
}

/** What became of writes without an answer; those that nothing shows stay unknown. */
export interface Resolved {
  readonly applied: number;
  /** Of the applied, those whose revision is known. */
  readonly dated: number;
  readonly neverApplied: number;
  readonly unknown: number;
}

/**
 * Resolves writes without an answer by what reads and the end show. Only where all servers were read back it is known
 * that one was never applied.
 */
export function resolve(readBacks: readonly ReadBack[], { lost, applied }: Traces, everyServer: boolean): Resolved {
  const shown = new Map(applied.map(({ write, revision }) => [`${write.object} ${write.token}`, revision]));
  const names = lost.map(({ object, token }) => `${object} ${token}`);
  const there = names.filter((name) => shown.has(name) || readBacks.some(({ tokens }) => tokens.has(name)));
  const absent = names.length - there.length;
  return {
    applied: there.length,
    dated: there.filter((name) => shown.get(name) !== undefined).length,
    neverApplied: everyServer ? absent : 0,
    unknown: everyServer ? 0 : absent,
  };
}
