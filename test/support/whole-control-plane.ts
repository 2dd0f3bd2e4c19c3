const images = ["kube-apiserver:v1.36.4", "kube-controller-manager:v1.36.4", "kube-scheduler:v1.36.4", "etcd:3.6.16-0"];

/** What a control plane answers that runs in 1.36.4 as a whole, for a runtime that only answers. */
export const wholeControlPlane = {
  "6443/version": { stdout: '{ "gitVersion": "v1.36.4" }' },
  "manifests/etcd.yaml": { stdout: "etcd:3.6.16-0\n" },
  "tier=control-plane": { stdout: images.map((image) => `${image.split(":")[0]} ${image} True`).join("\n") },
  "endpoint health": { stdout: "https://localhost:2379 is healthy: successfully committed proposal" },
  "get node": { stdout: "v1.36.4 True " },
  "get pods -A": { stdout: "" },
};
