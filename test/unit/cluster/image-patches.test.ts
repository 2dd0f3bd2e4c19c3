import { describe, expect, it } from "vitest";
import { withImagePatches } from "../../../src/cluster/image-patches.ts";
import { kubeadmConfig } from "../../../src/cluster/kind-file/kubeadm-config.ts";
import { parseTopology } from "../../../src/cluster/topology.ts";
import type { KindConfig } from "../../../src/model/topology.ts";

const folder = "/kind/kubeadm-patches";
const folders = new Map([["patched", folder]]);

function config(more: string, image = "patched"): KindConfig {
  const nodes = `nodes:\n- { role: control-plane, image: ${image} }\n- { role: control-plane, image: plain }\n- { role: worker, image: ${image} }\n`;
  return parseTopology(`kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n${more}${nodes}`, "test.yaml").config;
}

function patch(text: string): string {
  return `kubeadmConfigPatches:\n- |\n  ${text.replaceAll("\n", "\n  ")}\n`;
}

function directories(patched: KindConfig, index: number): unknown[] {
  return kubeadmConfig(patched, index, "1.36.4")
    .filter(({ kind }) => kind === "InitConfiguration" || kind === "JoinConfiguration")
    .map((document) => (document as { patches?: { directory?: string } }).patches?.directory);
}

describe("withImagePatches", () => {
  it("tells kubeadm of the patches in an image, on control planes made from it", () => {
    const patched = withImagePatches(config(""), folders, "1.36.4");
    expect(directories(patched, 0)).toEqual([folder, folder]);
    expect(directories(patched, 1)).toEqual([undefined, undefined]);
    expect(patched.nodes[2]).toEqual(config("").nodes[2]);
  });

  it("changes nothing where no image has patches", () => {
    const plain = config("", "plain");
    expect(withImagePatches(plain, folders, "1.36.4")).toEqual(plain);
  });

  it.each([
    "kind: ClusterConfiguration\netcd: { local: { imageTag: 3.6.12-0 } }",
    "kind: ClusterConfiguration\netcd: { local: { imageRepository: registry.example.org } }",
    "kind: ClusterConfiguration\nimageRepository: registry.example.org",
  ])("leaves alone who names an etcd of his own: %s", (text) => {
    const own = config(patch(text));
    expect(withImagePatches(own, folders, "1.36.4")).toEqual(own);
  });

  it("takes a kind file that names the image's own folder, as kind alone needs it", () => {
    const own = config(patch(`kind: InitConfiguration\npatches: { directory: ${folder} }`));
    expect(directories(withImagePatches(own, folders, "1.36.4"), 0)).toEqual([folder, folder]);
  });

  it.each(["InitConfiguration", "JoinConfiguration"])(
    "refuses a folder of one's own in %s: only one counts",
    (kind) => {
      const own = config(patch(`kind: ${kind}\npatches: { directory: /mine }`));
      expect(() => withImagePatches(own, folders, "1.36.4")).toThrow(
        `nodes.0: the kind file has patches of its own in /mine, and patched brings some in ${folder}`,
      );
    },
  );
});
