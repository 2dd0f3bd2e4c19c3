import { defineConfig } from "vitest/config";
import { ours } from "../../vitest.config.ts";

/** The tests that mutants of what judges must fail: those of its own units, and the contracts over all guarantees. */
export default defineConfig({
  ...ours,
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: [
      "test/unit/{analysis,guarantees,runner}/**/*.test.ts",
      "test/contract/{guarantees,earned-passes,earned-fails,recorded-runs}.test.ts",
    ],
    testTimeout: 20_000,
  },
});
