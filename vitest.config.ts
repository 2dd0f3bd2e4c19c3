import { defineConfig } from "vitest/config";

/** Real engines and clusters are shared things: their tests run one file after another, with time to spare on a slow machine. */
const oneAfterAnother = { fileParallelism: false, pool: "forks" } as const;

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"] } },
      { test: { name: "contract", include: ["test/contract/**/*.test.ts"], testTimeout: 20_000 } },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...oneAfterAnother,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          ...oneAfterAnother,
        },
      },
    ],
  },
});
