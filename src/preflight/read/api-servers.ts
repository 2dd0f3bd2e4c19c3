import type { V1Node } from "@kubernetes/client-node";
import { z } from "zod";
import { get } from "../../audit/lists.ts";
import { ApiServer } from "../../kube/api-server.ts";
import type { Reached } from "../../kube/reach.ts";
import { messageOf } from "../../model/errors.ts";
import { plainText } from "../../model/plain-text.ts";
import { authorityOf } from "../../net/connect-tunnel.ts";
import { countedIn } from "../api-server-metrics.ts";
import type { ApiServerFact, Gap } from "../facts.ts";

/** Where an address of the cluster's network is published on this machine. */
export type Published = ReadonlyMap<string, { readonly host: string; readonly port: number }>;

/** How long a connection to one API server gets, milliseconds: from outside many cannot be reached at all. */
const connectMs = 3_000;
/** How long it gets to write all of its metrics, some megabytes, milliseconds. */
const metricsMs = 20_000;
/** A name that every API server's certificate has: pods ask for it by that. */
const serverName = "kubernetes.default.svc";
const slicesPath =
  "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dkubernetes";

const slicesSchema = z.object({
  items: z.array(
    z.object({
      endpoints: z.array(z.object({ addresses: z.array(z.string()) })).nullish(),
      ports: z.array(z.object({ port: z.number().nullish() })).nullish(),
    }),
  ),
});

const notCounted = "which deprecated APIs it was asked for is not known";
const byHand =
  "run it from where the control planes' own addresses can be reached, or look there: kubectl get --raw /metrics | grep apiserver_requested_deprecated_apis, once for each API server";

/** Asks each API server at its own address for its version and its metrics; what could not be read is a gap. */
export async function readApiServers(
  reached: Reached,
  nodes: readonly V1Node[],
  published: Published,
): Promise<{ readonly servers: readonly ApiServerFact[]; readonly gaps: readonly Gap[] }> {
  const answer = await get(reached, slicesPath);
  const slices = slicesSchema.safeParse(answer.body);
  const targets = (slices.data?.items ?? []).flatMap(({ endpoints, ports }) => {
    const port = ports?.[0]?.port ?? 6_443;
    return (endpoints ?? []).flatMap(({ addresses }) => addresses.map((address) => ({ address, port })));
  });
  if (answer.status !== 200 || targets.length === 0) {
    const why = answer.status === 200 ? "it has none" : `status ${answer.status}`;
    const evidence = `their addresses could not be read from the EndpointSlice default/kubernetes (${why}): ${notCounted}`;
    return { servers: [], gaps: [{ subject: "API servers", evidence, advice: byHand }] };
  }
  const looks = await Promise.all(
    targets.map(({ address, port }) => look(reached, nameOf(address, nodes), address, port, published.get(address))),
  );
  return { servers: looks.map(({ server }) => server), gaps: looks.flatMap(({ gap }) => gap ?? []) };
}

async function look(
  { server, shown }: Reached,
  name: string,
  address: string,
  port: number,
  way: { readonly host: string; readonly port: number } | undefined,
): Promise<{ server: ApiServerFact; gap?: Gap }> {
  const place = way ?? { host: address, port };
  const { proxy, ...rest } = server;
  const own = { ...rest, ...place, url: `https://${authorityOf(place.host, place.port)}`, basePath: "", serverName };
  // What is published on loopback is reached without whatever proxy the environment names.
  const api = await ApiServer.open(way === undefined ? { ...own, proxy } : own, shown, { connectMs });
  let version: string | undefined;
  try {
    const told = await api.call("GET", "/version", undefined, connectMs);
    const { gitVersion } = (told.body ?? {}) as { gitVersion?: unknown };
    version = typeof gitVersion === "string" ? plainText(gitVersion) : undefined;
    const metrics = await api.call("GET", "/metrics", undefined, metricsMs);
    if (metrics.status !== 200 || typeof metrics.body !== "string")
      throw new Error(
        metrics.status === 403 ? "this user may not GET /metrics" : `/metrics gives status ${metrics.status}`,
      );
    return { server: { name, version, counted: countedIn(metrics.body) } };
  } catch (error) {
    const evidence = `its metrics could not be read at ${authorityOf(place.host, place.port)} (${plainText(messageOf(error))}): ${notCounted}`;
    return {
      server: { name, version, counted: undefined },
      gap: { subject: `API server ${name}`, evidence, advice: byHand },
    };
  } finally {
    api.close();
  }
}

function nameOf(address: string, nodes: readonly V1Node[]): string {
  const node = nodes.find(({ status }) => status?.addresses?.some((one) => one.address === address));
  return node?.metadata?.name ?? address;
}
