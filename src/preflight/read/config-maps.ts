import { z } from "zod";
import { get } from "../../audit/lists.ts";
import type { Reached } from "../../kube/reach.ts";
import type { Gap } from "../facts.ts";
import type { ProgramFile } from "../settings.ts";

const mapSchema = z.object({ data: z.record(z.string(), z.string()).nullish() });

/** What kubeadm keeps in kube-system of a cluster's configuration. */
export interface KeptConfiguration {
  /** The ClusterConfiguration, as text; undefined where there is none. */
  readonly kubeadm: string | undefined;
  /** Configurations of the kubelets and of kube-proxy. */
  readonly files: readonly ProgramFile[];
  readonly gaps: readonly Gap[];
}

const kept = [
  { name: "kubelet-config", key: "kubelet", program: "kubelet" },
  { name: "kube-proxy", key: "config.conf", program: "kube-proxy" },
] as const;

/** Reads them; one that is not there says that kubeadm did not make it, and one that may not be read is a gap. */
export async function readKept(reached: Reached): Promise<KeptConfiguration> {
  const gaps: Gap[] = [];
  const files: ProgramFile[] = [];
  const read = async (name: string, key: string) => {
    const { status, body } = await get(reached, `/api/v1/namespaces/kube-system/configmaps/${name}`);
    if (status === 200) return mapSchema.safeParse(body).data?.data?.[key];
    if (status === 404) return undefined;
    gaps.push({
      subject: `ConfigMap kube-system/${name}`,
      evidence: `it could not be read (status ${status}): what it sets is not known`,
      advice: "let this user get it, or look at its feature gates and flags by hand",
    });
    return undefined;
  };
  const kubeadm = await read("kubeadm-config", "ClusterConfiguration");
  for (const { name, key, program } of kept) {
    const text = await read(name, key);
    if (text !== undefined) files.push({ program, where: `ConfigMap kube-system/${name}`, text });
  }
  return { kubeadm, files, gaps };
}
