import type { CourseMoment } from "../../model/course.ts";
import type { EventOf } from "../../model/event.ts";

/** When each load balancer was first seen to have the virtual address, or to have it no more, since it last told. */
export function addressMoments(looks: readonly EventOf<"virtual-address">[]): CourseMoment[] {
  const had = new Map<string, boolean>();
  return looks.flatMap(({ at, node, has }): CourseMoment[] => {
    if (has === undefined) return [];
    const before = had.get(node);
    had.set(node, has);
    if (has === (before ?? false)) return [];
    return [{ at, kind: "address", text: `${node} ${has ? "has" : "no longer has"} the virtual address` }];
  });
}
