import { defineConfig } from "vitest/config";

/** Real engines and clusters are shared things: their tests run one file after another, with time to spare on a slow machine. */
const oneAfterAnother = { fileParallelism: false, pool: "forks" } as const;

/** One kind of test after the other: what is measured on a real cluster must not share the machine with other tests. */
const order = { quick: { groupOrder: 0 }, integration: { groupOrder: 1 }, e2e: { groupOrder: 2 } } as const;

/** These tests change nothing that another file sees; to load every module for each file anew took more than half of their time. */
const quick = { testTimeout: 20_000, isolate: false, sequence: order.quick } as const;

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], ...quick } },
      { test: { name: "contract", include: ["test/contract/**/*.test.ts"], ...quick } },
      {
        test: {
          name: "integration",
          sequence: order.integration,
          include: ["test/integration/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...oneAfterAnother,
        },
      },
      {
        test: {
          name: "e2e",
          sequence: order.e2e,
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/e2e/support/kept-cluster.ts"],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          ...oneAfterAnother,
        },
      },
    ],
  },
});
