import { z } from "zod";
import type { Settings } from "../model/settings.ts";
import { kindEnvoy } from "../model/stock.ts";
import type { KindConfig } from "../model/topology.ts";
import { documentsOf } from "./kubeadm-patches.ts";
import { settingsFrom } from "./settings.ts";

const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
/** Both ways in which kubeadm writes extra arguments: a map (v1beta3) and a list of names and values (v1beta4). */
const extraArgs = z
  .union([
    z.record(z.string(), value),
    z
      .array(z.object({ name: z.string(), value }))
      .transform((list) => Object.fromEntries(list.map((arg) => [arg.name, arg.value]))),
  ])
  .default({});
const component = z.looseObject({ extraArgs }).default({ extraArgs: {} });
const patchSchema = z.looseObject({
  kind: z.string(),
  apiServer: component,
  controllerManager: component,
  scheduler: component,
  etcd: z.looseObject({ local: component }).default({ local: { extraArgs: {} } }),
});

/**
 * The settings that a cluster of this configuration will likely have: kubeadm's defaults and the configuration's
 * patches; for `plan`.
 */
export function plannedSettings(config: KindConfig): Settings {
  const flags: Record<string, Record<string, string>> = {};
  const kubelet: Record<string, unknown> = {};
  for (const document of (config.kubeadmConfigPatches ?? []).flatMap(documentsOf)) {
    const patch = patchSchema.safeParse(document);
    if (!patch.success) continue;
    if (patch.data.kind === "KubeletConfiguration") Object.assign(kubelet, patch.data);
    if (patch.data.kind !== "ClusterConfiguration") continue;
    const { apiServer, controllerManager, scheduler, etcd } = patch.data;
    const parts = {
      etcd: etcd.local,
      "kube-apiserver": apiServer,
      "kube-controller-manager": controllerManager,
      "kube-scheduler": scheduler,
    };
    for (const [name, part] of Object.entries(parts)) flags[name] = { ...flags[name], ...part.extraArgs };
  }
  return settingsFrom(
    "kubeadm defaults and this configuration; a run reads them from the cluster",
    flags,
    kubelet,
    // kind makes a load balancer where there are several control planes.
    config.nodes.filter((node) => node.role === "control-plane").length > 1 ? kindEnvoy : undefined,
  );
}
