import { z } from "zod";
import type { ServiceAddresses } from "../model/lane.ts";
import { storeName, workloadName } from "../model/workload.ts";
import type { Kube } from "../platform/kube.ts";

const serviceSchema = z.object({
  spec: z.object({
    clusterIP: z.string(),
    ports: z.array(z.object({ port: z.number(), protocol: z.string().default("TCP") })),
  }),
});

/** Where the API, the cluster's DNS and, in the namespaces of them, the workload and the store are reached from inside the cluster. */
export async function readServiceAddresses(
  kube: Kube,
  workloadIn: string | undefined,
  storeIn: string | undefined,
): Promise<ServiceAddresses> {
  const dns = await addressOf(kube, "kube-system", "kube-dns", "UDP");
  return {
    api: await addressOf(kube, "default", "kubernetes", "TCP"),
    "cluster-dns": dns,
    ...(workloadIn === undefined
      ? {}
      : {
          "workload-http": await addressOf(kube, workloadIn, workloadName, "TCP"),
          "workload-dns": await addressOf(kube, workloadIn, workloadName, "UDP"),
          "workload-name": dns,
        }),
    ...(storeIn === undefined ? {} : { store: await addressOf(kube, storeIn, storeName, "TCP") }),
  };
}

async function addressOf(
  kube: Kube,
  namespace: string,
  name: string,
  protocol: string,
): Promise<{ host: string; port: number }> {
  const { spec } = serviceSchema.parse(await kube.get(`/api/v1/namespaces/${namespace}/services/${name}`));
  const port = spec.ports.find((candidate) => candidate.protocol === protocol);
  if (port === undefined) throw new Error(`the service ${namespace}/${name} has no ${protocol} port`);
  return { host: spec.clusterIP, port: port.port };
}
