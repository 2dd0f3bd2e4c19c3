import { z } from "zod";
import type { Kube } from "../kube/kube.ts";
import { runNamespacePrefix } from "./ways.ts";
import { workloadLabel } from "./workload/objects.ts";

const servicesSchema = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string(), namespace: z.string() }) })),
});

/**
 * Removes the Services that an earlier run left on a kept cluster, because they hold the NodePorts: a run that was
 * killed leaves them, and those of a run that ended may still be on their way out. Nobody else uses a cluster that this
 * run has claimed.
 */
export async function removeServicesLeftBehind(kube: Kube, namespace: string): Promise<void> {
  const [label, value] = Object.entries(workloadLabel)[0] ?? [];
  const { items } = servicesSchema.parse(await kube.get(`/api/v1/services?labelSelector=${label}%3D${value}`));
  for (const { metadata } of items.filter((one) => one.metadata.namespace !== namespace)) {
    await kube.remove(`/api/v1/namespaces/${metadata.namespace}/services/${metadata.name}`);
    // Beside an application of a person's own only the Service is ours.
    if (!metadata.namespace.startsWith(runNamespacePrefix)) continue;
    // It may be on its way out already.
    await kube.deleteNamespace(metadata.namespace).catch(() => {});
  }
}
