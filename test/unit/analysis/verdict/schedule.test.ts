import { describe, expect, test } from "vitest";
import { judgedOnBusyMachine } from "../../../support/busy-machine.ts";

describe("a guarantee that breaks on a machine at its limit", () => {
  test("is inconclusive behind work at low priority, for which processes wait though it counts as no use", async () => {
    expect((await judgedOnBusyMachine("max-outage", 0.8, 0.9)).outcome).toBe("inconclusive");
    expect((await judgedOnBusyMachine("max-outage", 0.8, 0.5)).outcome).toBe("fail");
  });

  test("fails where there was CPU to spare", async () => {
    expect((await judgedOnBusyMachine("max-outage", 0.6)).outcome).toBe("fail");
  });
});
