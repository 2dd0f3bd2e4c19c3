import type { CourseRow } from "../../model/course.ts";
import type { Facts } from "../facts/facts.ts";
import { type LedComponent, leaseOf, leaseSightings } from "../rescheduling/leases.ts";
import { shortName } from "../timeline/timeline.ts";
import { spansOf } from "./spans.ts";

/** Who held the leases of the components that elect a leader; none of one that nobody looked at. */
export function leaseRows(facts: Facts): CourseRow[] {
  return (Object.keys(leaseOf) as LedComponent[]).flatMap((component): CourseRow[] => {
    // By the store's own order: an answer may have come from an API server that lags behind.
    let newest = 0;
    const seen = leaseSightings(facts, component).filter(({ revision }) => {
      const isNew = revision >= newest;
      newest = Math.max(newest, revision);
      return isNew;
    });
    if (seen.length === 0) return [];
    const changes = seen.map(({ ended, holder }) =>
      holder === ""
        ? { at: ended, state: "failed" as const, text: "given up" }
        : { at: ended, state: "ok" as const, text: holderNode(holder, facts) },
    );
    return [{ kind: "lease", name: component, spans: spansOf(changes, facts.endedAt) }];
  });
}

/** A holder is the name of its node and an identifier of its process. */
function holderNode(holder: string, { cluster }: Facts): string {
  return shortName(cluster, holder.split("_")[0] ?? holder);
}
