import { describe, expect, it } from "vitest";
import { readKindFile } from "../../../src/cluster/kind-file/kind-file.ts";
import { unbuildable, unbuildableFor } from "../../../src/cluster/unbuildable.ts";

const head = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n";
const configOf = (body: string) => readKindFile(`${head}${body}`).config;
const node = (fields: string) => `nodes: [{role: control-plane, ${fields}}]`;
const mounts = (...list: string[]) => node(`extraMounts: [${list.join(", ")}]`);
const ports = (...list: string[]) => node(`extraPortMappings: [${list.join(", ")}]`);
const patch = (text: string) => `kubeadmConfigPatches:\n- |\n${text.replaceAll(/^/gm, "  ")}`;
const jsonPatch = (text: string) =>
  `kubeadmConfigPatchesJSON6902:\n- kind: ClusterConfiguration\n  patch: ${JSON.stringify(text)}`;
const args = (component: string, pairs: string) =>
  patch(`kind: ClusterConfiguration\n${component}: {extraArgs: {${pairs}}}`);
const etcd = (pairs: string) => patch(`kind: ClusterConfiguration\netcd: {local: {extraArgs: {${pairs}}}}`);
const planes = "nodes: [{role: control-plane}, {role: control-plane}]";
const sans = (names: string, more = "") =>
  patch(`kind: ClusterConfiguration\napiServer: {certSANs: [${names}]}${more}`);
const pki = "/etc/kubernetes/pki/etcd";
const members = (count: number) =>
  Array.from({ length: count }, (_, index) => `"https://etcd${index === 0 ? "" : index + 1}:2379"`).join(", ");

describe("unbuildable: what kind takes and Docker, a kubelet or containerd refuse", () => {
  it.each([
    ["a mount at no path", mounts("{hostPath: /a}"), /^its containerPath must be a path/],
    ["a mount at a relative path", mounts("{hostPath: /a, containerPath: data}"), /must be a path from \/ on/],
    ["a mount over the root", mounts("{hostPath: /a, containerPath: //}"), /in the place of \//],
    ["a mount where kind mounts", mounts("{hostPath: /a, containerPath: /tmp/}"), /at \/tmp already/],
    [
      "two mounts at one path",
      mounts("{hostPath: /a, containerPath: /x}", "{hostPath: /b, containerPath: /x/}"),
      /at \/x/,
    ],
    ["a colon in a path", mounts("{hostPath: 'c:/a', containerPath: /x}"), /colon/],
    ["a port of no node", ports("{hostPort: 80}"), /1 to 65535/],
    ["a port at a name", ports("{containerPort: 80, listenAddress: localhost}"), /"localhost" is no IP address/],
    ["API servers at a name", "networking: {apiServerAddress: localhost}", /is no IP address/],
    [
      "one port for two nodes",
      "nodes: [{extraPortMappings: [&p {containerPort: 80, hostPort: 80}]}, {role: worker, extraPortMappings: [*p]}]",
      /port 80 of the machine is asked for by another node/,
    ],
    [
      "the API server's port for a node",
      `networking: {apiServerPort: 80}\n${ports("{containerPort: 80, hostPort: 80}")}`,
      /port 80/,
    ],
    [
      "a label for administrators",
      node("labels: {node-role.kubernetes.io/worker: ''}"),
      /a kubelet does not start with it/,
    ],
    ["a label with a comma", node("labels: {a: 'b,c'}"), /"b,c" is no value of a label/],
    ["a label without a name", node("labels: {a/: b}"), /is no key of a label/],
    ["TOML that is none", "containerdConfigPatches: ['[plugins.\"a']", /is no TOML/],
    ["a JSON patch of containerd in YAML", "containerdConfigPatchesJSON6902: ['- {op: add}']", /is no JSON patch/],
    ["a patch that is no YAML", patch("kind: [a"), /is no YAML/],
    ["a patch that is a list", patch("- kind: a"), /is no map/],
    ["JSON 6902 that is a map", jsonPatch("{op: remove}"), /is no list of JSON 6902 operations/],
    ["too many nodes", `nodes: [${"{role: control-plane}, ".repeat(191)}]`, /191 nodes are more than 190/],
  ])("refuses %s", (_, body, reason) => {
    expect(unbuildable(configOf(body))?.reason).toMatch(reason);
  });

  it.each([
    ["one control plane behind a pair", sans("virtual-address"), /need two control planes or more/],
    [
      "a pair on IPv6",
      `networking: {ipFamily: ipv6}\n${planes}\n${sans("virtual-address")}`,
      /^ipv6: .* addresses of IPv4 alone/,
    ],
    [
      "a pair of two families",
      `networking: {ipFamily: dual}\n${planes}\n${sans("virtual-address")}`,
      /^dual: .* addresses of IPv4 alone/,
    ],
    ["two pairs", `${planes}\n${sans("virtual-address, slow-virtual-address")}`, /asks for two virtual addresses/],
    [
      "the name of an address in a node's patch",
      "nodes: [{role: control-plane}, {role: control-plane, kubeadmConfigPatches: ['{kind: ClusterConfiguration, apiServer: {certSANs: [virtual-address]}}']}]",
      /of the whole file only/,
    ],
    [
      "the name of an address in a JSON patch",
      jsonPatch('[{"op": "add", "path": "/apiServer/certSANs/-", "value": "slow-virtual-address"}]'),
      /of the whole file only/,
    ],
    [
      "more members of etcd than there is room for before a pair",
      `${planes}\n${sans("virtual-address", `\netcd: {external: {endpoints: [${members(11)}], caFile: ${pki}/ca.crt, certFile: ${pki}/apiserver-etcd-client.crt, keyFile: ${pki}/apiserver-etcd-client.key}}`)}`,
      /room for 10 external etcd members, not for 11/,
    ],
  ])("refuses %s: load balancers with a virtual address cannot be made so", (_, body, reason) => {
    expect(unbuildable(configOf(body))?.reason).toMatch(reason);
  });

  it("takes a pair before two control planes, and names of certificates that ask for none", () => {
    expect(unbuildable(configOf(`${planes}\n${sans("virtual-address")}`))).toBeUndefined();
    for (const name of ["constructor", "toString", "localhost"])
      expect(unbuildable(configOf(sans(name)))).toBeUndefined();
  });

  it.each([
    ["labels of a zone", node("labels: {topology.kubernetes.io/zone: a, node.kubernetes.io/pool: b, x: ''}")],
    [
      "one port at two addresses",
      ports(
        "{containerPort: 80, hostPort: 80, listenAddress: 127.0.0.1}",
        "{containerPort: 81, hostPort: 80, listenAddress: 127.0.0.2}",
      ),
    ],
    ["ports that anybody chooses", ports("{containerPort: 80, hostPort: -1}", "{containerPort: 80}")],
    ["a mount without a source, which is the folder of now", mounts("{containerPath: /var}")],
  ])("takes %s", (_, body) => {
    expect(unbuildable(configOf(body))).toBeUndefined();
  });
});

describe("unbuildableFor: what kubeadm or a component refuses", () => {
  it.each([
    ["1.37.2", "a number as an argument", args("apiServer", "v: 4"), /the value of v must be a text: quote it/],
    [
      "1.35.4",
      "a list for v1beta3",
      patch("kind: ClusterConfiguration\nscheduler: {extraArgs: [{name: v, value: '4'}]}"),
      /must be a map for kubeadm.k8s.io\/v1beta3/,
    ],
    [
      "1.37.2",
      "a JSON patch that finds nothing",
      jsonPatch("[{op: remove, path: /nowhere}]"),
      /remove \/nowhere cannot be applied/,
    ],
    [
      "1.37.2",
      "a map put into a list",
      jsonPatch("[{op: add, path: /apiServer/extraArgs/v, value: '4'}]"),
      /cannot be applied/,
    ],
    ["1.37.2", "etcd's timings with units", etcd("heartbeat-interval: 500ms"), /"500ms" is no whole number/],
    ["1.37.2", "an election before five heartbeats", etcd("heartbeat-interval: '500'"), /at least 5 times/],
    ["1.37.2", "an election that etcd finds too long", etcd("election-timeout: '60000'"), /more than 50000 ms/],
    [
      "1.37.2",
      "a duration without a unit",
      args("controllerManager", "node-monitor-grace-period: '40'"),
      /is no duration like 10s/,
    ],
    [
      "1.37.2",
      "a lease shorter than its deadline",
      args("scheduler", "leader-elect-lease-duration: 5s"),
      /must be longer than the renew deadline/,
    ],
    [
      "1.37.2",
      "an etcd elsewhere in a node's patch",
      "nodes:\n- role: control-plane\n  kubeadmConfigPatches:\n  - 'etcd: {external: {endpoints: [a]}}\n\n    kind: ClusterConfiguration'",
      /etcd.external is taken from/,
    ],
  ])("on %s refuses %s", (kubernetes, _, body, reason) => {
    expect(unbuildableFor(configOf(body), kubernetes)?.reason).toMatch(reason);
  });

  it("takes what fits the version", () => {
    const map = configOf(jsonPatch("[{op: add, path: /apiServer/extraArgs/v, value: '4'}]"));
    expect(unbuildableFor(map, "1.35.4")).toBeUndefined();
    expect(
      unbuildableFor(configOf(etcd("heartbeat-interval: '500', election-timeout: '5000'")), "1.37.2"),
    ).toBeUndefined();
  });
});
