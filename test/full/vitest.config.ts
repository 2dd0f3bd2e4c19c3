import { defineConfig } from "vitest/config";
import { ours, patient } from "../../vitest.config.ts";

/**
 * Tests that take too long for each change: `npm run test:undo` on a kept cluster, `test:starved`, `test:histories`,
 * `test:families` on clusters of IPv6 and of both families, `test:shards` on clusters of a whole call and its parts,
 * `test:night` with Jobs on a cluster of one node, `test:faults` with those that no scenario uses, `test:workload` on
 * clusters of stock and of fast timings, `test:upgrade` on clusters of two versions, which have to be set up,
 * `test:image`, which builds the image, and `test:arm64`, which compiles for another processor.
 */
export default defineConfig({
  ...ours,
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/full/**/*.test.ts"],
    testTimeout: 900_000,
    hookTimeout: 900_000,
    ...patient,
    fileParallelism: false,
    pool: "forks",
  },
});
