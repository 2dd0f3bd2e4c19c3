import { z } from "zod";
import { workers as workersOf } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, positive } from "../define-target.ts";

const target = defineTarget({
  role: "workers",
  summary: "the first so many workers",
  params: z.strictObject({ count: positive }),
  describe: ({ count }) => `the first ${count} workers`,
  missing: ({ count }, shape) => (count <= shape.workers ? undefined : `${shape.name} has ${shape.workers}`),
  nodeRoles: () => ["worker"],
  count: ({ count }) => count,
  resolve: ({ count }, cluster) => {
    const all = workersOf(cluster);
    return all.length >= count ? all.slice(0, count) : `there are ${all.length}`;
  },
});
export default target;

/** The first so many workers. */
export function workers(count: number): TargetSpec {
  return { role: target.role, count };
}
