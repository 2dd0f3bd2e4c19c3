import { expect, test } from "vitest";
import { settingsOf } from "../../../src/preflight/settings.ts";
import { staticPods } from "../../support/audited-cluster.ts";
import { kubeadmConfig } from "../../support/upgrade-facts.ts";

const short = (settings: ReturnType<typeof settingsOf>) =>
  settings.map(
    ({ program, kind, name, value, where, stays }) => `${program} ${kind} ${name}=${value} ${where} ${stays}`,
  );

test("what kubeadm keeps comes first, what only runs does not stay, and gates are taken apart", () => {
  const { pods = [] } = staticPods("etcd", ["a", "b"], ["--name=x", "--experimental-y=true"]);
  const kubeadm = kubeadmConfig(
    "etcd: { local: { extraArgs: [{ name: experimental-y, value: 'true' }] } }\napiServer: { extraArgs: [{ name: feature-gates, value: 'A=true,kube:B=false' }] }\n",
  );
  expect(short(settingsOf({ pods }, kubeadm, []))).toEqual([
    "kube-apiserver gate A=true kubeadm-config, apiServer.extraArgs true",
    "kube-apiserver gate kube:B=false kubeadm-config, apiServer.extraArgs true",
    "etcd flag experimental-y=true kubeadm-config, etcd.local.extraArgs true",
    "etcd flag name=x Pod kube-system/etcd-a false",
  ]);
  expect(short(settingsOf({ pods }, undefined, []))[0]).toBe("etcd flag name=x Pod kube-system/etcd-a true");
});

test("configurations have gates, and files of the environment flags", () => {
  const files = [
    { program: "kubelet", where: "ConfigMap kube-system/kubelet-config", text: "featureGates: { C: true }\n" },
    { program: "kubelet", where: "n:/var/lib/kubelet/config.yaml", text: "featureGates: { C: true, D: false }\n" },
    {
      program: "kubelet",
      where: "n:/var/lib/kubelet/kubeadm-flags.env",
      text: 'KUBELET_KUBEADM_ARGS="--node-ip=1.2.3.4 --v 2"\n# x\n',
    },
    { program: "kube-proxy", where: "ConfigMap kube-system/kube-proxy", text: ": no YAML [" },
  ] as const;
  expect(short(settingsOf({ pods: [] }, undefined, files))).toEqual([
    "kubelet gate C=true ConfigMap kube-system/kubelet-config true",
    "kubelet gate D=false n:/var/lib/kubelet/config.yaml true",
    "kubelet flag node-ip=1.2.3.4 n:/var/lib/kubelet/kubeadm-flags.env true",
    "kubelet flag v=2 n:/var/lib/kubelet/kubeadm-flags.env true",
  ]);
});
