import type { FaultRecord } from "../../model/timeline.ts";
import type { Span } from "../timeline/span.ts";

/** The faults whose healing restores a snapshot: what came after it is no past of the store that follows. */
const restoring: readonly string[] = ["etcd-data-loss"];

/**
 * The times in which the store has one history: all of a run, or what lies between restores of a snapshot. One that was
 * begun and not proven to be over has no time after it.
 */
export function epochsOf(
  faults: readonly Pick<FaultRecord, "fault" | "injectingAt" | "healedAt" | "healed">[],
): Span[] {
  const restores = faults
    .filter(({ fault, injectingAt }) => restoring.includes(fault) && injectingAt !== undefined)
    .toSorted((a, b) => (a.injectingAt ?? 0) - (b.injectingAt ?? 0));
  const ends = restores.map(({ healedAt, healed }) =>
    healed?.proven === true && healedAt !== undefined ? healedAt : Number.POSITIVE_INFINITY,
  );
  const begins = restores.map(({ injectingAt = 0 }) => injectingAt);
  const edges = [...begins, Number.POSITIVE_INFINITY];
  return [0, ...ends].flatMap((from, index) => {
    const to = edges[index] as number;
    return from < to ? [{ from, to }] : [];
  });
}

/** The epoch that lasts to the end, whose traces can be looked for there; an empty one where no restore was proven. */
export function lastEpoch(epochs: readonly Span[]): Span {
  const last = epochs.at(-1);
  return last?.to === Number.POSITIVE_INFINITY ? last : { from: Number.POSITIVE_INFINITY, to: 0 };
}

/** Whether something began and ended in an epoch. */
export function liesIn({ from, to }: Span, epoch: Span): boolean {
  return from >= epoch.from && to <= epoch.to;
}
