import { z } from "zod";
import { workers } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, foundOr, positive } from "../define-target.ts";

const target = defineTarget({
  role: "worker",
  summary: "one worker, counted from 1 in the order of their names",
  params: z.strictObject({ index: positive }),
  describe: ({ index }) => `worker ${index}`,
  missing: ({ index }, shape) => (index <= shape.workers ? undefined : `${shape.name} has ${shape.workers}`),
  nodeRoles: () => ["worker"],
  resolve: ({ index }, cluster) => {
    const all = workers(cluster);
    return foundOr([all[index - 1]], `there are ${all.length}`);
  },
});
export default target;

/** One worker, counted from 1. */
export function worker(index: number): TargetSpec {
  return { role: target.role, index };
}
