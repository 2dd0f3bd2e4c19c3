import { describe, expect, it } from "vitest";
import {
  mustHaveManifests,
  mustHaveOldMember,
  putComponentBack,
  putKubeletSettingsBack,
  putManifestsBack,
  restartKubeletWith,
} from "../../../src/node-tools/kubeadm-backup.ts";
import { takeManifestsAway } from "../../../src/node-tools/take-down.ts";
import { nodeFolder } from "../../support/node-folder.ts";

const manifest = (component: string, version: string) =>
  `spec:\n  containers:\n  - command:\n    - ${component}\n    image: k8s/${component}:${version}\n`;
const backup = "etc/kubernetes/tmp/kubeadm-backup-manifests-2026-11-28-03-23-28";
const earlier = "etc/kubernetes/tmp/kubeadm-backup-manifests-2026-05-01-00-00-00";
const manifests = "etc/kubernetes/manifests";

describe("manifests of before an upgrade", () => {
  const files = {
    [`${earlier}/kube-apiserver.yaml`]: manifest("kube-apiserver", "v1.35.9"),
    [`${backup}/kube-apiserver.yaml`]: manifest("kube-apiserver", "v1.36.4"),
    [`${backup}/kube-controller-manager.yaml`]: manifest("kube-controller-manager", "v1.36.4"),
    [`${backup}/kube-scheduler.yaml`]: manifest("kube-scheduler", "v1.36.4"),
    [`${manifests}/kube-apiserver.yaml`]: manifest("kube-apiserver", "v1.37.0"),
    [`${manifests}/kube-controller-manager.yaml`]: manifest("kube-controller-manager", "v1.37.0"),
    [`${manifests}/kube-scheduler.yaml`]: manifest("kube-scheduler", "v1.37.0"),
    [`${manifests}/etcd.yaml`]: manifest("etcd", "3.6.17-0"),
  };
  const etcd = { [`${backup}/etcd.yaml`]: manifest("etcd", "3.6.16-0") };
  const all = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];

  it.each([
    ["etcd's with them", etcd, "3.6.16-0"],
    ["and etcd's as it was, where the upgrade has not replaced it", {}, "3.6.17-0"],
  ])("come back from the folder of that version after all were taken away, %s", (_, kept, version) => {
    const { carryOut, read } = nodeFolder({ ...files, ...kept });
    expect(carryOut(takeManifestsAway("a"))).toEqual({ status: 0, stderr: "" });
    expect(all.map((name) => read(`${manifests}/${name}.yaml`))).toEqual(all.map(() => undefined));
    expect(carryOut(putManifestsBack("a", "1.36.4"))).toEqual({ status: 0, stderr: "" });
    for (const name of all.slice(1)) expect(read(`${manifests}/${name}.yaml`)).toContain("v1.36.4");
    expect(read(`${manifests}/etcd.yaml`)).toContain(version);
  });

  it("are missed where nobody kept one", () => {
    const { carryOut } = nodeFolder(files);
    const stderr = "nobody kept the manifest of etcd";
    expect(carryOut(putManifestsBack("a", "1.36.4"))).toEqual({ status: 1, stderr });
  });

  it("one comes back while the kubelet stands still, which is started again whatever came of it", () => {
    const systemctl = `#!/bin/sh\necho "$1" $(cat "$(dirname "$0")/../${manifests}/kube-scheduler.yaml") >>"$(dirname "$0")/../var/log"\n`;
    const node = nodeFolder({ ...files, "bin/systemctl": systemctl, "var/log": "" });
    expect(node.carryOut(restartKubeletWith("a", "kube-scheduler", "1.36.4")).status).toBe(0);
    expect(node.read("var/log")).toMatch(/^stop .*v1\.37\.0\nstart .*v1\.36\.4\n$/);
    const full = nodeFolder({ ...files, "bin/systemctl": systemctl, "bin/cp": "#!/bin/sh\nexit 1\n", "var/log": "" });
    expect(full.carryOut(restartKubeletWith("a", "kube-scheduler", "1.36.4")).status).toBe(1);
    expect(full.read("var/log")).toMatch(/^stop .*\nstart .*v1\.37\.0\n$/);
  });

  it("are asked for before anything is taken down: a version of which nothing was kept is told", () => {
    const { carryOut } = nodeFolder(files);
    expect(carryOut(mustHaveManifests("a", "1.36.4")).status).toBe(0);
    expect(carryOut(mustHaveManifests("a", "1.36.40"))).toEqual({
      status: 1,
      stderr: "kubeadm kept no manifests of 1.36.40",
    });
    const { [`${backup}/kube-scheduler.yaml`]: _, ...less } = files;
    expect(nodeFolder(less).carryOut(mustHaveManifests("a", "1.36.4"))).toEqual({
      status: 1,
      stderr: "kubeadm kept no manifest of kube-scheduler of 1.36.4",
    });
  });
});

describe("an etcd member of before an upgrade", () => {
  const kept = { [`${backup}/kube-apiserver.yaml`]: manifest("kube-apiserver", "v1.36.4") };
  const etcd = { [`${backup}/etcd.yaml`]: manifest("etcd", "3.6.16-0") };
  const members = (...versions: readonly string[]) => ({
    "bin/etcdctl": `#!/bin/sh\n${versions.map((version) => `echo "https://172.30.0.2:2379, 8211f1, ${version}, 3.6.0, 25 kB"`).join("\n")}\n`,
  });
  const look = (files: Readonly<Record<string, string>>) =>
    nodeFolder(files).carryOut(mustHaveOldMember("a", "1.36.4"));

  it("can come back while one of its version is left", () => {
    expect(look({ ...kept, ...etcd, ...members("3.7.0", "3.6.16", "3.7.0") })).toEqual({ status: 0, stderr: "" });
  });

  it.each([[["3.7.0", "3.7.3"]], [["13.6.1", "3.61.0"]], [[]]])("is not begun with where there are %s", (versions) => {
    expect(look({ ...kept, ...etcd, ...members(...versions) })).toEqual({
      status: 1,
      stderr: "no etcd member of 3.6 is left that another could join: restore-control-planes is the way back",
    });
  });

  it("is nobody's where the upgrade replaced none", () => {
    expect(look({ ...kept, ...members("3.7.0") })).toEqual({ status: 0, stderr: "" });
  });
});

describe("a component is put back", () => {
  const etcd = (runs: string, answer: string, sleep = "") => ({
    [`${backup}/kube-apiserver.yaml`]: manifest("kube-apiserver", "v1.36.4"),
    [`${backup}/etcd.yaml`]: manifest("etcd", "3.6.16-0"),
    [`${manifests}/etcd.yaml`]: manifest("etcd", "3.7.0-0"),
    "proc/uptime": "100.00 1\n",
    "proc/42/cgroup": "0::/kubelet/burstable/podabc/42\n",
    "proc/42/exe": `#!/bin/sh\necho "etcd Version: ${runs}"\n`,
    "bin/pgrep": "#!/bin/sh\necho 42\n",
    "bin/curl": `#!/bin/sh\nprintf '${answer}'\n`,
    "bin/sleep": `#!/bin/sh\n${sleep}\n`,
  });
  const put = putComponentBack("a", "etcd", "1.36.4");

  it.each(["200", "401"])("and runs in the manifest's own version, and answers with %s", (answer) => {
    const { carryOut, read } = nodeFolder(etcd("3.6.16", answer));
    expect(carryOut(put)).toEqual({ status: 0, stderr: "" });
    expect(read(`${manifests}/etcd.yaml`)).toContain("3.6.16-0");
  });

  it("of Kubernetes, too, which tells its version with a letter before it", () => {
    const { carryOut } = nodeFolder({
      ...etcd("", "200"),
      "proc/42/exe": "#!/bin/sh\necho 'Kubernetes v1.36.4'\n",
      [`${manifests}/kube-apiserver.yaml`]: manifest("kube-apiserver", "v1.37.0"),
    });
    expect(carryOut(putComponentBack("a", "kube-apiserver", "1.36.4"))).toEqual({ status: 0, stderr: "" });
  });

  it("and is not taken for one in any version where its manifest names none", () => {
    const { carryOut } = nodeFolder({ ...etcd("3.7.0", "200"), [`${backup}/etcd.yaml`]: manifest("etcd", "latest") });
    expect(carryOut(put)).toEqual({ status: 1, stderr: "the manifest of etcd names no version" });
  });

  it.each([
    ["3.7.0", "200"],
    ["3.6.161", "200"],
    ["3.6.16", "503"],
    // What an API server says that has not read yet who may ask.
    ["3.6.16", "403"],
  ])("and does not run while %s runs there, or it answers %s", (runs, answer) => {
    // Time goes on only where somebody sleeps.
    const { carryOut } = nodeFolder(etcd(runs, answer, 'echo 999.00 1 >"$(dirname "$0")/../proc/uptime"'));
    expect(carryOut(put)).toEqual({ status: 1, stderr: "etcd does not run in 3.6.16 again" });
  });
});

it("puts the kubelet's settings back as the last upgrade found them, where it has changed them", () => {
  const { carryOut, read } = nodeFolder({
    "etc/kubernetes/tmp/kubeadm-kubelet-config-2026-11-28-03-26-06/config.yaml": "old",
    "var/lib/kubelet/config.yaml": "new",
    "var/lib/kubelet/kubeadm-flags.env": "flags",
  });
  expect(carryOut(putKubeletSettingsBack("a"))).toEqual({ status: 0, stderr: "" });
  expect(read("var/lib/kubelet/config.yaml")).toBe("old");
  expect(read("var/lib/kubelet/kubeadm-flags.env")).toBe("flags");
});
