import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../../../src/host/engine.ts";
import { applyFile, kubectl } from "./service-account.ts";

const objects = join(import.meta.dirname, "../objects");

/** Applies a file of test/e2e/objects, with the image that every node has and a worker's name filled in. */
export async function applyObjects(engine: Engine, node: string, name: string, folder: string): Promise<void> {
  const image = await kubectl(
    engine,
    node,
    "-n",
    "kube-system",
    "get",
    "deployment/coredns",
    "-o",
    "jsonpath={.spec.template.spec.containers[0].image}",
  );
  const text = readFileSync(join(objects, name), "utf8");
  const file = join(folder, name);
  writeFileSync(file, text.replaceAll("IMAGE", image).replaceAll("WORKER", node.replace("control-plane", "worker")));
  await applyFile(engine, node, file);
}

/** Spreads CoreDNS over nodes, which kubeadm does not, and waits until it is. */
export async function spreadDns(engine: Engine, node: string): Promise<void> {
  const constraint = {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "DoNotSchedule",
    labelSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    matchLabelKeys: ["pod-template-hash"],
  };
  const patch = JSON.stringify({ spec: { template: { spec: { topologySpreadConstraints: [constraint] } } } });
  await kubectl(engine, node, "-n", "kube-system", "patch", "deployment/coredns", "-p", patch);
  await kubectl(engine, node, "-n", "kube-system", "rollout", "status", "deployment/coredns", "--timeout=120s");
  // The pods of before are on their way out for as long as they may.
  await kubectl(
    engine,
    node,
    "-n",
    "kube-system",
    "wait",
    "--for=jsonpath={.status.replicas}=2",
    "deployment/coredns",
    "--timeout=60s",
  );
}

/** Waits until the namespaces of earlier runs are gone: an audit of objects on their way out says this and that. */
export async function runsGone(engine: Engine, node: string): Promise<void> {
  const names = (await kubectl(engine, node, "get", "namespaces", "-o", "name")).split("\n");
  for (const name of names.filter((one) => one.startsWith("namespace/kind-chaos-")))
    await kubectl(engine, node, "wait", name, "--for=delete", "--timeout=120s");
}
