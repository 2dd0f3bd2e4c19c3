import { defineConfig } from "vitest/config";

/** Tests that take too long for each change: `npm run test:undo` on a kept cluster, `npm run test:starved`. */
export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/full/**/*.test.ts"],
    testTimeout: 900_000,
    hookTimeout: 900_000,
    fileParallelism: false,
    pool: "forks",
  },
});
