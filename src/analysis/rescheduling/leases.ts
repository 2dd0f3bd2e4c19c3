import type { Timeline } from "../../model/timeline.ts";
import type { Stretch } from "../timeline/stretches.ts";

/** Components that elect a leader by a lease, and the name of the lease. */
export const leaseOf = {
  "controller-manager": "kube-controller-manager",
  scheduler: "kube-scheduler",
} as const;
export type LedComponent = keyof typeof leaseOf;

/** The operation that looks at leases. */
const leaseOperation = "lease";

/** What one look at a lease told. */
export interface LeaseSighting {
  readonly started: number;
  readonly ended: number;
  /** Empty where the leader has given it up. */
  readonly holder: string;
  readonly renewTime: string;
  readonly transitions: number;
  readonly revision: number;
}

/** A change of leader after a fault, as far as the lease tells. */
export interface Takeover {
  readonly old: LeaseSighting;
  /** The first look that told the new one; undefined while there was none. */
  readonly first?: LeaseSighting | undefined;
  /** Whether the old leader gave its lease up instead of letting it run out. */
  readonly released: boolean;
  /** Whether the old leader renewed its lease after the fault was proven active: then it was not hit. */
  readonly renewed: boolean;
  /** From the fault to the new leader; without one, how long there surely was none. */
  readonly boundsMs: readonly [number, number | null];
  /** From the old leader's last renewal to the new leader. */
  readonly sinceRenewalMs?: readonly [number, number] | undefined;
}

/** What all looks at the lease of a component told, in the order in which they ended. */
export function leaseSightings(timeline: Timeline, component: LedComponent): LeaseSighting[] {
  const prefix = `${leaseOf[component]} `;
  return timeline.tracks
    .filter(({ lane }) => lane.operation === leaseOperation)
    .flatMap(({ all }) =>
      all.flatMap(({ outcome, detail, revision, started, ended }): LeaseSighting[] => {
        if (outcome !== "ok" || revision === undefined || !detail?.startsWith(prefix)) return [];
        const [, transitions, renewTime = "", ...holder] = detail.split(" ");
        return [{ started, ended, holder: holder.join(" "), renewTime, transitions: Number(transitions), revision }];
      }),
    )
    .toSorted((a, b) => a.ended - b.ended);
}

/**
 * What the lease told of a change of leader after the fault of a stretch, until the next fault; undefined where it
 * named no leader before.
 */
export function findTakeover(timeline: Timeline, component: LedComponent, stretch: Stretch): Takeover | undefined {
  const sightings = leaseSightings(timeline, component);
  const old = sightings.findLast((seen) => seen.ended <= stretch.from && seen.holder !== "");
  if (old === undefined) return undefined;
  const until = Math.min(
    ...timeline.faults.flatMap(({ injectingAt = 0 }) => (injectingAt > stretch.from ? [injectingAt] : [])),
    Number.POSITIVE_INFINITY,
  );
  const activeAt = stretch.fault?.activeAt ?? Number.POSITIVE_INFINITY;
  const since = sightings.filter((seen) => seen.started >= stretch.from && seen.started < until);
  const first = since.find((seen) => seen.holder !== "" && seen.holder !== old.holder);
  // Every answer is as new as etcd was when the look began, so that long there surely was no new leader.
  const without = since
    .filter((seen) => first === undefined || seen.revision < first.revision)
    .reduce((latest, seen) => Math.max(latest, seen.started), 0);
  const atLeastMs = Math.max(0, without - activeAt);
  const atMostMs = first === undefined ? null : first.ended - stretch.from;
  const renewals = since.filter((seen) => seen.holder === old.holder && seen.started > activeAt);
  return {
    old,
    first,
    released: since.some((seen) => seen.holder === "" && (first === undefined || seen.revision < first.revision)),
    renewed: new Set(renewals.map((seen) => seen.renewTime)).size > 1,
    boundsMs: [Math.min(atLeastMs, atMostMs ?? atLeastMs), atMostMs],
    sinceRenewalMs: first && sinceRenewal(sightings, old.holder, first, without),
  };
}

/** The last renewal came after the last look that told the one before, and before the first that told it. */
function sinceRenewal(
  sightings: readonly LeaseSighting[],
  holder: string,
  first: LeaseSighting,
  without: number,
): readonly [number, number] | undefined {
  const ofOld = sightings.filter((seen) => seen.holder === holder && seen.revision < first.revision);
  const last = ofOld.reduce((latest, seen) => (seen.revision > latest.revision ? seen : latest), ofOld[0] ?? first);
  const shownBy = ofOld.find((seen) => seen.revision === last.revision);
  const notBefore = ofOld.findLast((seen) => seen.revision < last.revision);
  if (shownBy === undefined || notBefore === undefined) return undefined;
  return [Math.max(0, without - shownBy.ended), first.ended - notBefore.started];
}
