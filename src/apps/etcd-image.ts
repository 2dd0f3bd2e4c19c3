import type { Kube } from "../kube/kube.ts";
import { PlatformError } from "../model/errors.ts";

/** The image of the cluster's own etcd, which every kind node has; throws PlatformError where no pod tells it. */
export async function etcdImage(kube: Pick<Kube, "pods">): Promise<string> {
  const pods = await kube.pods("kube-system");
  const image = pods.find(({ metadata }) => metadata?.labels?.component === "etcd")?.spec?.containers[0]?.image;
  if (image === undefined) throw new PlatformError("store", "no etcd pod tells the image of etcd");
  return image;
}
