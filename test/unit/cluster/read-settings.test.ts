import { describe, expect, it } from "vitest";
import { readSettings } from "../../../src/cluster/read-settings.ts";
import type { Cluster, Node } from "../../../src/model/cluster.ts";
import { componentCommands as commands } from "../../support/component-commands.ts";
import { cluster } from "../../support/recording-runtime.ts";

const withoutBalancer = { ...cluster, nodes: cluster.nodes.filter(({ role }) => role !== "load-balancer") };
const [member] = withoutBalancer.nodes;
const external: Cluster = {
  ...withoutBalancer,
  nodes: [
    ...withoutBalancer.nodes,
    ...["etcd", "etcd2"].map((short): Node => ({ ...(member as Node), name: `kc-x-${short}`, short, role: "etcd" })),
  ],
};
const configuration = "kind: KubeletConfiguration\nnodeLeaseDurationSeconds: 8\n";
const manifest = `metadata: {name: etcd}\nspec: {containers: [{livenessProbe: {periodSeconds: 10}}]}\n`;

/** What the nodes of a cluster tell; a node may tell something else, or nothing, of one kind. */
function told(
  other: Partial<Record<string, { kubelet?: string; flags?: string; exitCode?: number }>> = {},
  of = withoutBalancer,
) {
  const asked: string[] = [];
  const exec = async (node: string, argv: readonly string[]) => {
    const script = argv.at(-1) ?? "";
    const { kubelet = configuration, flags = commands, exitCode = 0 } = other[node.replace("kc-x-", "")] ?? {};
    asked.push(node);
    if (script.includes("kubelet/config")) return { exitCode, stdout: kubelet, stderr: "" };
    if (script.includes("manifests")) return { exitCode, stdout: manifest, stderr: "" };
    // Only the sections that were asked for.
    const sections = flags.split(/^(?=== )/m).filter((section) => script.includes(`"${section.split("\n")[0]}"`));
    return { exitCode, stdout: sections.join(""), stderr: "" };
  };
  return readSettings({ exec }, of).then((read) => ({ ...read, asked: new Set(asked) }));
}

const patient = commands.replace("--election-timeout=2500", "--election-timeout=9000");

describe("settings that are read from a cluster", () => {
  it("are those that the cluster told, and all its nodes are asked", async () => {
    const { settings, whole, asked } = await told();
    expect(settings).toMatchObject({ kubelet: { leaseDurationMs: 8_000 }, etcd: { electionMs: 2_500 }, differing: [] });
    expect(whole).toBe(true);
    expect([...asked].toSorted()).toEqual(withoutBalancer.nodes.map(({ name }) => name).toSorted());
  });

  it("are not the defaults where nobody told them", async () => {
    const first = (kubelet: string, exitCode = 0) => told({ "control-plane": { kubelet, exitCode } });
    await expect(first(configuration, 126)).rejects.toThrow(/did not tell its settings \(exit code 126\)/);
    await expect(first("")).rejects.toThrow(/no kubelet configuration/);
    await expect(first("OCI runtime exec failed")).rejects.toThrow(/no kubelet configuration/);
    await expect(
      told({ "control-plane": { flags: commands.replace("--election-timeout=2500\n", "") } }),
    ).rejects.toThrow(/no running etcd/);
  });

  it("differ where a node has another, which is said with both", async () => {
    const { settings, whole } = await told({
      "control-plane3": { flags: patient },
      worker2: { kubelet: configuration.replace("8", "40") },
    });
    expect(settings).toMatchObject({ kubelet: { leaseDurationMs: 8_000 }, etcd: { electionMs: 2_500 } });
    expect(settings.differing).toEqual([
      "etcd.electionMs is 9000 on control-plane3 and 2500 on control-plane",
      "kubelet.leaseDurationMs is 40000 on worker2 and 8000 on control-plane",
    ]);
    expect(whole).toBe(true);
  });

  it("are not known of a node that did not tell them, which is said", async () => {
    const { settings, whole } = await told({ worker3: { exitCode: 1 }, "control-plane2": { kubelet: "" } });
    expect(settings.differing).toEqual([
      "not known of control-plane2: kc-x-control-plane2 has no kubelet configuration that can be read",
      expect.stringMatching(/^not known of worker3: .*exit code 1/),
    ]);
    expect(whole).toBe(false);
  });

  it("are etcd's own where that has nodes of its own", async () => {
    const { settings } = await told({ etcd: { flags: patient } }, external);
    expect(settings.etcd.electionMs).toBe(9_000);
    expect(settings.differing).toEqual(["etcd.electionMs is 2500 on etcd2 and 9000 on etcd"]);
  });
});
