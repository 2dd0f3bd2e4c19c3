import { expect, it } from "vitest";
import { awaitRuns } from "../../../src/node-tools/runs-again.ts";
import { nodeFolder } from "../../support/node-folder.ts";

const manifest = (component: string, version: string) =>
  `spec:\n  containers:\n  - image: k8s/${component}:${version}\n`;
const manifests = "etc/kubernetes/manifests";

/** A control plane of which each component's process has the number of its place, and the scheduler runs in a version. */
const controlPlane = (scheduler: string) => ({
  [`${manifests}/etcd.yaml`]: manifest("etcd", "3.6.16-0"),
  [`${manifests}/kube-apiserver.yaml`]: manifest("kube-apiserver", "v1.36.4"),
  [`${manifests}/kube-controller-manager.yaml`]: manifest("kube-controller-manager", "v1.36.4"),
  [`${manifests}/kube-scheduler.yaml`]: manifest("kube-scheduler", "v1.36.4"),
  ...Object.fromEntries([41, 42, 43, 44].map((pid) => [`proc/${pid}/cgroup`, "0::/kubelet/burstable/podabc/42\n"])),
  "proc/uptime": "100.00 1\n",
  "proc/41/exe": '#!/bin/sh\necho "etcd Version: 3.6.16"\n',
  "proc/42/exe": "#!/bin/sh\necho 'Kubernetes v1.36.4'\n",
  "proc/43/exe": "#!/bin/sh\necho 'Kubernetes v1.36.4'\n",
  "proc/44/exe": `#!/bin/sh\necho 'Kubernetes v${scheduler}'\n`,
  "bin/pgrep":
    '#!/bin/sh\ncase "$2" in etcd) echo 41;; kube-apiserver) echo 42;; kube-controller) echo 43;; kube-scheduler) echo 44;; esac\n',
  "bin/curl": "#!/bin/sh\nprintf 200\n",
  "bin/sleep": '#!/bin/sh\necho 999.00 1 >"$(dirname "$0")/../proc/uptime"\n',
});

it("waits until all components of a control plane run in the versions of their manifests", () => {
  expect(nodeFolder(controlPlane("1.36.4")).carryOut(awaitRuns("a"))).toEqual({ status: 0, stderr: "" });
  expect(nodeFolder(controlPlane("1.37.0")).carryOut(awaitRuns("a"))).toEqual({
    status: 1,
    stderr: "kube-scheduler does not run in 1.36.4 again",
  });
  expect(nodeFolder(controlPlane("1.37.0")).carryOut(awaitRuns("a", ["etcd"])).status).toBe(0);
});
