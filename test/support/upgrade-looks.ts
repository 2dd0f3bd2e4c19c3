import type { Looks } from "../../src/analysis/upgrade/histories.ts";
import type { NodeLook, ServerLook } from "../../src/model/upgrade-look.ts";

type Look = Looks[number];

/** A node that is whole. */
export function nodeLook(node: string, over: Partial<NodeLook> = {}): NodeLook {
  return {
    ...{ node, uid: `uid-${node}`, kubelet: "v1.36.4", ready: true, cordoned: false, controlPlane: false },
    components: [],
    ...over,
  };
}

const components = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];

/** A control plane that is whole, with the tags of its static pods; those that are named differ. */
export function controlPlaneLook(
  node: string,
  over: Partial<NodeLook> = {},
  versions: Readonly<Record<string, string>> = {},
): NodeLook {
  const pods = components.map((name) => ({
    name,
    version: versions[name] ?? (name === "etcd" ? "3.6.16-0" : "v1.36.4"),
    ready: true,
  }));
  return nodeLook(node, { controlPlane: true, components: pods, ...over });
}

/** A look at nodes that was answered a tenth of a second after it was asked for, two seconds after the one before. */
export function lookAt(at: number, over: Partial<Look>, previousAt: number | null = at - 2_100): Look {
  return {
    ...{ type: "upgrade-look", part: "nodes", at, askedAt: at - 100 },
    ...(previousAt === null ? {} : { previousAt }),
    ...over,
  };
}

/** The same of API servers, five seconds after the one before. */
export function serversAt(at: number, servers: readonly ServerLook[], previousAt: number | null = at - 5_100): Look {
  return lookAt(at, { part: "api-servers", servers: [...servers] }, previousAt);
}
