import { describe, expect, it } from "vitest";
import { parseCommandLines } from "../../../src/cluster/component-flags.ts";
import { settingsFrom } from "../../../src/cluster/settings.ts";
import { kindEnvoy } from "../../../src/model/stock.ts";
import { componentCommands as commands } from "../../support/component-commands.ts";

describe("settings of components", () => {
  it("takes what is set and else the component's default", () => {
    const settings = settingsFrom(
      "test",
      parseCommandLines(commands),
      { nodeLeaseDurationSeconds: 8, nodeStatusUpdateFrequency: "0s" },
      kindEnvoy,
    );
    expect(settings.etcd).toMatchObject({ heartbeatMs: 100, electionMs: 2_500 });
    expect(settings.controllerManager).toMatchObject({ leaseMs: 90_000, renewMs: 10_000, nodeMonitorGraceMs: 50_000 });
    expect(settings.apiServer).toMatchObject({ unreachableTolerationMs: 5_000, notReadyTolerationMs: 300_000 });
    expect(settings.kubelet).toMatchObject({ leaseDurationMs: 8_000, statusFrequencyMs: 10_000 });
  });
  it("has no load balancer where there is none", () => {
    expect(settingsFrom("test", parseCommandLines(commands), {}, undefined)).not.toHaveProperty("loadBalancer");
  });
});
