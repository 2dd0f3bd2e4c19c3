import { defineConfig } from "vitest/config";

/** Tests that take a cluster which was made and kept before, for as long as they need it: `npm run test:undo`. */
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
