import type { Cluster } from "../model/cluster.ts";
import type { Settings } from "../model/settings.ts";
import { kindEnvoy, stockSettings } from "../model/stock.ts";

/** kubeadm's and kind's own timings, as they are read from a running cluster. */
export const storySettings: Settings = {
  // In the order of the schema, as a journal that was read has them.
  source: "running cluster",
  etcd: { heartbeatMs: 100, electionMs: 1_000, version: "3.7.0" },
  loadBalancer: kindEnvoy,
  controllerManager: stockSettings.controllerManager,
  scheduler: stockSettings.scheduler,
  apiServer: stockSettings.apiServer,
  kubelet: stockSettings.kubelet,
};

const nodes = ["control-plane", "control-plane2", "control-plane3", "worker", "worker2", "worker3", "lb"];

/** A cluster of three control planes and three workers behind a load balancer. */
export const storyCluster: Cluster = {
  name: "kc-story",
  network: "kc-story",
  topology: "ha-3cp-3w",
  profile: "stock",
  kubernetes: "1.37.2",
  kind: "0.33.0",
  nodeImage: "kind-chaos/node:v1.37.2",
  loadBalancerImage: "envoyproxy/envoy:v1.36.2",
  nodes: nodes.map((short, index) => ({
    name: `kc-story-${short}`,
    short,
    role: short === "lb" ? "load-balancer" : short.startsWith("control") ? "control-plane" : "worker",
    containerId: `${index}`.repeat(12),
    address: `172.30.0.${index + 2}`,
    ports: {},
  })),
};

/** The names of the control planes, in the order of a sample's backend. */
export const storyBackends = ["control-plane", "control-plane2", "control-plane3"];
