import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** Real engines and clusters are shared things: their tests run one file after another, with time to spare on a slow machine. */
const oneAfterAnother = { fileParallelism: false, pool: "forks" } as const;

/** One kind of test after the other: what is measured on a real cluster must not share the machine with other tests. */
const order = {
  quick: { groupOrder: 0 },
  browser: { groupOrder: 1 },
  integration: { groupOrder: 2 },
  e2e: { groupOrder: 3 },
} as const;

/**
 * These tests change nothing that another file sees; to load every module for each file anew took more than half of their
 * time. vitest itself would leave one CPU without work, which is half of a machine with two.
 */
const quick = {
  testTimeout: 20_000,
  hookTimeout: 60_000,
  isolate: false,
  maxWorkers: "100%",
  sequence: order.quick,
} as const;

/** A command of the tests starts in half the CPU time where its modules were compiled by an earlier one. */
const quickStart = { NODE_COMPILE_CACHE: resolve("node_modules/.cache/compile") } as const;

/**
 * What a command prints must not depend on where the tests run: a CI system would get colours and commands of its own,
 * and a narrow terminal other lines.
 */
const elsewhere = {
  env: {
    // What needs a fit machine is not repeated any more when all tests together run for long.
    TESTS_BEGAN_MS: String(Date.now()),
    NO_COLOR: "1",
    COLUMNS: "200",
    CI: "",
    GITHUB_ACTIONS: "",
    GITHUB_STEP_SUMMARY: "",
    TF_BUILD: "",
    ...quickStart,
  },
} as const;

/** Every run of the suite tries the same values. */
const seeded = { setupFiles: ["test/support/seeded-properties.ts"] };

/** What a test polls for may take its time on a busy machine: whoever gives up after a second reports the machine, not a fault. */
export const patient = { expect: { poll: { timeout: 15_000 } } } as const;

/** The name "kind-chaos" means the sources, as it does where scenarios are loaded from the repository. */
export const ours = { ssr: { resolve: { conditions: ["@kind-chaos/source", "module", "node"] } } };

export default defineConfig({
  test: {
    projects: [
      {
        ...ours,
        test: { name: "unit", include: ["test/unit/**/*.test.ts"], ...quick, ...seeded, ...elsewhere, ...patient },
      },
      {
        ...ours,
        test: {
          name: "contract",
          include: ["test/contract/**/*.test.ts"],
          ...quick,
          ...seeded,
          ...elsewhere,
          ...patient,
        },
      },
      {
        ...ours,
        test: {
          name: "browser",
          sequence: order.browser,
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 30_000,
          maxWorkers: "100%",
          ...seeded,
          ...elsewhere,
          ...patient,
        },
      },
      {
        test: {
          name: "integration",
          sequence: order.integration,
          include: ["test/integration/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...oneAfterAnother,
          ...seeded,
          ...elsewhere,
          ...patient,
        },
      },
      {
        ...ours,
        test: {
          name: "e2e",
          sequence: order.e2e,
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/e2e/support/kept-cluster.ts"],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          ...oneAfterAnother,
          ...seeded,
          ...elsewhere,
          ...patient,
        },
      },
    ],
  },
});
