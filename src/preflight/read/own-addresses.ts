import { z } from "zod";
import { ApiServer } from "../../kube/api-server.ts";
import type { KubeServer } from "../../kube/kube-server.ts";
import type { Reached } from "../../kube/reach.ts";
import { messageOf } from "../../model/errors.ts";
import { plainText } from "../../model/plain-text.ts";
import { authorityOf } from "../../net/connect-tunnel.ts";
import type { Answer } from "../../net/local-endpoint.ts";

/** How long a connection to one API server gets, milliseconds: from outside many cannot be reached at all. */
const connectMs = 3_000;
/** A name that every API server's certificate has: pods ask for it by that. */
const serverName = "kubernetes.default.svc";
/** Where API servers write down their own addresses. */
export const slicesPath =
  "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dkubernetes";

const slicesSchema = z.object({
  items: z.array(
    z.object({
      endpoints: z.array(z.object({ addresses: z.array(z.string()) })).nullish(),
      ports: z.array(z.object({ port: z.number().nullish() })).nullish(),
    }),
  ),
});

/** Where an API server says that it can be reached in the cluster's network. */
export interface ApiServerAddress {
  readonly address: string;
  readonly port: number;
}

/**
 * The own addresses of all API servers, as they write them down themselves; where they cannot be read, why. Where the
 * kubeconfig checks no certificate they are not asked: whoever has such an address would be shown the credentials.
 */
export async function apiServerAddresses(
  { insecure }: Pick<KubeServer, "insecure">,
  ask: (path: string) => Promise<Answer>,
): Promise<readonly ApiServerAddress[] | string> {
  if (insecure) return "not asked at their own addresses: the kubeconfig does not check certificates";
  const answer = await ask(slicesPath);
  const slices = slicesSchema.safeParse(answer.body);
  const addresses = (slices.data?.items ?? []).flatMap(({ endpoints, ports }) => {
    const port = ports?.[0]?.port ?? 6_443;
    return (endpoints ?? []).flatMap((endpoint) => endpoint.addresses.map((address) => ({ address, port })));
  });
  if (answer.status === 200 && addresses.length > 0) return addresses;
  const why = answer.status === 200 ? "it has none" : `status ${answer.status}`;
  return `their addresses could not be read from the EndpointSlice default/kubernetes (${why})`;
}

/** What one API server says of its version, and why it does not where it does not. */
export interface ApiServerVersion {
  /** The node that has its address, else the address. */
  readonly name: string;
  readonly version: string | undefined;
  readonly problem: string | undefined;
}

/** Asks one API server at its own address for its version; never rejects. */
export async function askVersion(
  reached: Reached,
  { address, port }: ApiServerAddress,
  nodes: readonly Addressed[],
): Promise<ApiServerVersion> {
  const name = nameOf(address, nodes);
  let api: ApiServer | undefined;
  try {
    api = await openAt(reached, { host: address, port });
    const version = await versionOf(api);
    return { name, version, problem: version === undefined ? "it tells no version" : undefined };
  } catch (error) {
    const problem = `no answer at ${authorityOf(address, port)} (${plainText(messageOf(error))})`;
    return { name, version: undefined, problem };
  } finally {
    api?.close();
  }
}

/** A way to one API server of the cluster, shown the same identity; nothing is sent yet. */
export function openAt(
  { server, shown }: Reached,
  place: { readonly host: string; readonly port: number },
  isPublished = false,
): Promise<ApiServer> {
  const { proxy, ...rest } = server;
  const own = { ...rest, ...place, url: `https://${authorityOf(place.host, place.port)}`, basePath: "", serverName };
  // What is published on loopback is reached without whatever proxy the environment names.
  return ApiServer.open(isPublished ? own : { ...own, proxy }, shown, { connectMs });
}

/** The version that it tells; undefined where it tells none. Rejects where it does not answer. */
export async function versionOf(api: ApiServer): Promise<string | undefined> {
  const told = await api.call("GET", "/version", undefined, connectMs);
  const { gitVersion } = (told.body ?? {}) as { gitVersion?: unknown };
  return typeof gitVersion === "string" ? plainText(gitVersion) : undefined;
}

/** What of a node tells which addresses it has. */
export interface Addressed {
  readonly metadata?: { readonly name?: string | undefined } | undefined;
  readonly status?: { readonly addresses?: readonly { readonly address: string }[] | undefined } | undefined;
}

/** The node that has an address, else the address. */
export function nameOf(address: string, nodes: readonly Addressed[]): string {
  const node = nodes.find(({ status }) => status?.addresses?.some((one) => one.address === address));
  return node?.metadata?.name ?? address;
}
