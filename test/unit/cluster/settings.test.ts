import { describe, expect, it } from "vitest";
import { parseCommandLines } from "../../../src/cluster/component-flags.ts";
import { readSettings, settingsFrom } from "../../../src/cluster/settings.ts";
import { kindEnvoy } from "../../../src/model/stock.ts";
import { componentCommands as commands } from "../../support/component-commands.ts";
import { cluster } from "../../support/recording-runtime.ts";

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

describe("settings that are read from a cluster", () => {
  const withoutBalancer = { ...cluster, nodes: cluster.nodes.filter(({ role }) => role !== "load-balancer") };
  const told = (kubelet: string, exitCode = 0) =>
    readSettings(
      {
        exec: async (_node, argv) => ({
          exitCode,
          stdout: argv.at(-1)?.includes("kubelet/config") ? kubelet : commands,
          stderr: "",
        }),
      },
      withoutBalancer,
    );

  it("are those that the cluster told", async () => {
    const configuration = "kind: KubeletConfiguration\nnodeLeaseDurationSeconds: 8\n";
    expect((await told(configuration)).kubelet).toMatchObject({ leaseDurationMs: 8_000 });
  });

  it("are not the defaults where nobody told them", async () => {
    await expect(told("kind: KubeletConfiguration", 126)).rejects.toThrow(
      /did not tell its settings \(exit code 126\)/,
    );
    await expect(told("")).rejects.toThrow(/no kubelet configuration/);
    await expect(told("OCI runtime exec failed")).rejects.toThrow(/no kubelet configuration/);
  });
});
