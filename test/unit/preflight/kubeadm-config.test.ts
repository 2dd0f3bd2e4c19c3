import { expect, test } from "vitest";
import { parseKubeadmConfig } from "../../../src/preflight/kubeadm-config.ts";

const head = (version: string) => `apiVersion: kubeadm.k8s.io/${version}\nkind: ClusterConfiguration\n`;

test("extra arguments are lists since v1beta4, and maps before", () => {
  const list = parseKubeadmConfig(
    `${head("v1beta4")}apiServer:\n  extraArgs: [{ name: v, value: "2" }, { name: v, value: "3" }]\n`,
  );
  expect(list?.extraArgs.apiServer).toEqual([
    ["v", "2"],
    ["v", "3"],
  ]);
  const map = parseKubeadmConfig(
    `${head("v1beta3")}etcd: { local: { extraArgs: { quota-backend-bytes: 8, a: "true" } } }\n`,
  );
  expect(map?.extraArgs.etcd).toEqual([
    ["quota-backend-bytes", "8"],
    ["a", "true"],
  ]);
  expect(map?.apiVersion).toBe("kubeadm.k8s.io/v1beta3");
});

test("what is pinned is told, and kubeadm's own registry is none", () => {
  const one = parseKubeadmConfig(
    `${head("v1beta4")}imageRepository: mirror.example\netcd: { local: { imageTag: 3.6.8-0 } }\ndns: { imageRepository: d.example, imageTag: v1.12 }\nscheduler: {}\n`,
  );
  expect(one).toMatchObject({
    imageRepository: "mirror.example",
    etcdImage: { repository: "", tag: "3.6.8-0" },
    dnsImage: { repository: "d.example", tag: "v1.12" },
  });
  expect(parseKubeadmConfig(`${head("v1beta4")}imageRepository: registry.k8s.io\n`)?.imageRepository).toBe("");
});

test.each(["", "a: [", "- 1", "kind: ClusterConfiguration", `${head("v1beta4")}etcd: 7`])("%j is none", (text) => {
  expect(parseKubeadmConfig(text)).toBeUndefined();
});
