import { expect, it } from "vitest";
import { readKindFile } from "../../../src/cluster/kind-file/kind-file.ts";
import { plannedSettings } from "../../../src/cluster/planned-settings.ts";

const settingsOf = (body: string, kubernetes = "1.37.2") =>
  plannedSettings(readKindFile(`kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n${body}`).config, kubernetes);
const etcdPatch = (version: string, args: string) =>
  `kubeadmConfigPatches:\n- |\n  kind: ClusterConfiguration\n  ${version}\n  etcd: {local: {extraArgs: ${args}}}\n`;
const map = "{election-timeout: '5000'}";
const list = "[{name: election-timeout, value: '5000'}]";

it.each([
  ["1.37.2", "", map, 5_000],
  ["1.37.2", "", list, 5_000],
  ["1.37.2", "apiVersion: kubeadm.k8s.io/v1beta4", list, 5_000],
  // kind passes a map over that says it is v1beta4, and a patch for another version.
  ["1.37.2", "apiVersion: kubeadm.k8s.io/v1beta4", map, 1_000],
  ["1.37.2", "apiVersion: kubeadm.k8s.io/v1beta3", map, 1_000],
  ["1.35.4", "apiVersion: kubeadm.k8s.io/v1beta3", map, 5_000],
  ["1.35.4", "", map, 5_000],
  ["1.35.4", "apiVersion: kubeadm.k8s.io/v1beta4", list, 1_000],
])("on %s, what a patch %s with %s makes of etcd's election timeout", (kubernetes, version, args, ms) => {
  expect(settingsOf(etcdPatch(version, args), kubernetes).etcd.electionMs).toBe(ms);
});

it("reads patches of the first control plane, of several documents, and JSON 6902 ones", () => {
  const body = `nodes:
- role: worker
- role: control-plane
  kubeadmConfigPatches:
  - |
    kind: KubeletConfiguration
    nodeLeaseDurationSeconds: 20
    ---
    kind: InitConfiguration
    nodeRegistration: {kubeletExtraArgs: {node-status-update-frequency: 7s}}
  kubeadmConfigPatchesJSON6902:
  - kind: ClusterConfiguration
    patch: |
      - {op: add, path: /apiServer/extraArgs/-, value: {name: request-timeout, value: 1m30s}}
- role: control-plane
  kubeadmConfigPatches: ["{kind: KubeletConfiguration, nodeLeaseDurationSeconds: 99}"]
`;
  const { kubelet, apiServer } = settingsOf(body);
  expect(kubelet).toMatchObject({ leaseDurationMs: 20_000, statusFrequencyMs: 7_000 });
  expect(apiServer.requestTimeoutMs).toBe(90_000);
});
