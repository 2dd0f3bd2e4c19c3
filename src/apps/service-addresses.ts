import { z } from "zod";
import type { Kube } from "../kube/kube.ts";
import { type Application, askOf, entranceName, protocolOf } from "../model/application.ts";
import type { Destination, ServiceAddresses } from "../model/lane.ts";
import { type QuorumSize, quorumName } from "../model/quorum.ts";
import { storeName, workloadName } from "../model/workload.ts";
import { serviceSchema as applicationServiceSchema, portOf } from "./application/service.ts";

const serviceSchema = z.object({
  spec: z.object({
    clusterIP: z.string(),
    ports: z.array(z.object({ port: z.number(), protocol: z.string().default("TCP") })),
  }),
});

/** Which of the harness's own applications are in a run's namespace. */
export interface OwnApplications {
  /** The application of a person's own, in the place of the workload. */
  readonly application?: Application | undefined;
  readonly workload: boolean;
  readonly store: boolean;
  readonly quorums: readonly QuorumSize[];
}

/** An address inside the cluster. */
interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where the API, the cluster's DNS and the applications in a run's namespace are reached from inside the cluster. */
export async function readServiceAddresses(
  kube: Kube,
  namespace: string,
  own: OwnApplications,
): Promise<ServiceAddresses> {
  const dns = await addressOf(kube, "kube-system", "kube-dns", "UDP");
  return {
    api: await addressOf(kube, "default", "kubernetes", "TCP"),
    "cluster-dns": dns,
    ...(own.workload
      ? {
          "workload-http": await addressOf(kube, namespace, workloadName, "TCP"),
          "workload-dns": await addressOf(kube, namespace, workloadName, "UDP"),
          "workload-name": dns,
        }
      : {}),
    ...(own.application === undefined ? {} : await applicationAddress(kube, namespace, own.application)),
    ...(own.store ? { store: await addressOf(kube, namespace, storeName, "TCP") } : {}),
    ...(await readQuorumAddresses(kube, namespace, own.quorums)),
  };
}

/** Where clients reach groups of etcd members from inside the cluster. */
export async function readQuorumAddresses(
  kube: Kube,
  namespace: string,
  sizes: readonly QuorumSize[],
): Promise<ServiceAddresses> {
  const addresses: Partial<Record<Destination, Address>> = {};
  for (const size of sizes) addresses[quorumName(size)] = await addressOf(kube, namespace, quorumName(size), "TCP");
  return addresses;
}

/** A Service without an address of its own has the entrance's. */
async function applicationAddress(kube: Kube, namespace: string, application: Application): Promise<ServiceAddresses> {
  const asked = askOf(application);
  if (asked === undefined) return {};
  const path = `/api/v1/namespaces/${application.namespace ?? namespace}/services`;
  const { spec, ...service } = applicationServiceSchema.parse(await kube.get(`${path}/${asked.service}`));
  const isUdp = protocolOf(application) === "dns";
  const { port } = portOf({ ...service, spec }, asked.port, isUdp ? "UDP" : "TCP");
  const { clusterIP = "None" } = spec;
  const host =
    clusterIP === "None" ? serviceSchema.parse(await kube.get(`${path}/${entranceName}`)).spec.clusterIP : clusterIP;
  return { [isUdp ? "app-dns" : "app"]: { host, port } };
}

async function addressOf(kube: Kube, namespace: string, name: string, protocol: string): Promise<Address> {
  const { spec } = serviceSchema.parse(await kube.get(`/api/v1/namespaces/${namespace}/services/${name}`));
  const port = spec.ports.find((candidate) => candidate.protocol === protocol);
  if (port === undefined) throw new Error(`the service ${namespace}/${name} has no ${protocol} port`);
  return { host: spec.clusterIP, port: port.port };
}
