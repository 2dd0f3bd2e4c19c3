import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { kubeadmPatches } from "../../../../src/setup/images/kubeadm-patches.ts";
import { nodeImageInputs } from "../../../../src/setup/images/node-image-inputs.ts";
import { newestFirst } from "../../../../src/setup/versions/version-numbers.ts";

describe("kubeadmPatches", () => {
  it("names the etcd that is in the image where kubeadm would ask for another", () => {
    const { versions } = nodeImageInputs("1.36.4");
    const patch = parse(kubeadmPatches(versions).get("etcd.yaml") ?? "");
    expect(patch).toEqual({ spec: { containers: [{ name: "etcd", image: versions.images.etcd }] } });
  });

  it("has nothing to say where kubeadm's own etcd is in the image", () => {
    expect(kubeadmPatches(nodeImageInputs("1.37.0").versions).size).toBe(0);
  });
});

it("1.36.4 has an etcd that 3.7 may join (etcd's guide: 3.6.11 or newer), under its true name", () => {
  const { etcd, images, insteadOf } = nodeImageInputs("1.36.4").versions;
  expect(newestFirst([etcd, "3.6.11"])[0]).toBe(etcd);
  expect(images.etcd).toBe(`registry.k8s.io/etcd:${etcd}-0`);
  // DefaultEtcdVersion of its kubeadm.
  expect(insteadOf?.etcd).toBe("registry.k8s.io/etcd:3.6.8-0");
});
