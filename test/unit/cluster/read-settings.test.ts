import { describe, expect, it } from "vitest";
import { readSettings } from "../../../src/cluster/read-settings.ts";
import { haproxyConfig, keepalivedConfig } from "../../../src/cluster/virtual-address/balancer-files.ts";
import { type BalancerShape, balancersOf } from "../../../src/cluster/virtual-address/virtual-address-config.ts";
import type { Cluster, Node } from "../../../src/model/cluster.ts";
import { withPair } from "../../support/balancer-pair.ts";
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
const quick = balancersOf({
  nodes: [],
  kubeadmConfigPatches: ["kind: ClusterConfiguration\napiServer:\n  certSANs: [virtual-address]\n"],
} as never) as BalancerShape;
const configuration = "kind: KubeletConfiguration\nnodeLeaseDurationSeconds: 8\n";
const manifest = `metadata: {name: etcd}\nspec: {containers: [{livenessProbe: {periodSeconds: 10}}]}\n`;

/** What the nodes of a cluster tell; a node may tell something else, or nothing, of one kind. */
function told(
  other: Partial<
    Record<string, { kubelet?: string; flags?: string; exitCode?: number; keepalived?: string; haproxy?: string }>
  > = {},
  of = withoutBalancer,
) {
  const asked: string[] = [];
  const exec = async (node: string, argv: readonly string[]) => {
    const script = argv.at(-1) ?? "";
    const own = other[node.replace("kc-x-", "")] ?? {};
    const { kubelet = configuration, flags = commands, exitCode = 0, keepalived, haproxy } = own;
    asked.push(node);
    if (script.includes("keepalived.conf")) return { exitCode, stdout: keepalived ?? "", stderr: "" };
    if (script.includes("haproxy.cfg")) return { exitCode, stdout: haproxy ?? "", stderr: "" };
    if (script.includes("cds.yaml")) return { exitCode, stdout: "", stderr: "" };
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

  it("are of both load balancers that share an address, and differ where they are not the same but for the priority", async () => {
    const of = { ...withPair, nodes: withPair.nodes.filter(({ role }) => role !== "load-balancer") };
    const files = (index: number, change: Partial<typeof quick.virtualAddress> = {}) => ({
      haproxy: haproxyConfig(quick.loadBalancer, [{ short: "control-plane", address: "172.30.0.2" }]),
      keepalived: keepalivedConfig(
        { ...quick.virtualAddress, ...change },
        { own: `172.30.0.21${1 + index}`, other: `172.30.0.21${2 - index}`, index, shared: "172.30.0.200" },
      ),
    });
    const alike = await told({ balancer: files(0), balancer2: files(1) }, of);
    expect(alike.settings).toMatchObject({ virtualAddress: quick.virtualAddress, differing: [] });
    const unlike = await told({ balancer: files(0), balancer2: files(1, { advertMs: 5_000, weight: -2 }) }, of);
    expect(unlike.settings.differing).toEqual([
      "virtualAddress.advertMs is 5000 on balancer2 and 1000 on balancer",
      "virtualAddress.weight is -2 on balancer2 and 0 on balancer",
    ]);
    const fewer = {
      ...files(1),
      haproxy: haproxyConfig(quick.loadBalancer, [{ short: "control-plane2", address: "172.30.0.3" }]),
    };
    const { settings } = await told({ balancer: files(0), balancer2: fewer }, of);
    expect(settings.differing).toEqual([expect.stringMatching(/^loadBalancer\.digest is \w+ on balancer2 and /)]);
    const other = { ...files(1), keepalived: files(1).keepalived.replace("  priority", "  nopreempt\n  priority") };
    await expect(told({ balancer: files(0), balancer2: other }, of)).rejects.toThrow(/balancer2 has no configuration/);
  });

  it("are etcd's own where that has nodes of its own", async () => {
    const { settings } = await told({ etcd: { flags: patient } }, external);
    expect(settings.etcd.electionMs).toBe(9_000);
    expect(settings.differing).toEqual(["etcd.electionMs is 2500 on etcd2 and 9000 on etcd"]);
  });
});
