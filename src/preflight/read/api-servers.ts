import type { V1Node } from "@kubernetes/client-node";
import { get } from "../../audit/lists.ts";
import type { Reached } from "../../kube/reach.ts";
import { messageOf } from "../../model/errors.ts";
import { plainText } from "../../model/plain-text.ts";
import { authorityOf } from "../../net/connect-tunnel.ts";
import { countedIn } from "../api-server-metrics.ts";
import type { ApiServerFact, Gap } from "../facts.ts";
import { apiServerAddresses, nameOf, openAt, versionOf } from "./own-addresses.ts";

/** Where an address of the cluster's network is published on this machine. */
export type Published = ReadonlyMap<string, { readonly host: string; readonly port: number }>;

/** How long it gets to write all of its metrics, some megabytes, milliseconds. */
const metricsMs = 20_000;
const notCounted = "which deprecated APIs it was asked for is not known";
const byHand =
  "run it from where the control planes' own addresses can be reached, or look there: kubectl get --raw /metrics | grep apiserver_requested_deprecated_apis, once for each API server";

/** Asks each API server at its own address for its version and its metrics; what could not be read is a gap. */
export async function readApiServers(
  reached: Reached,
  nodes: readonly V1Node[],
  published: Published,
): Promise<{ readonly servers: readonly ApiServerFact[]; readonly gaps: readonly Gap[] }> {
  const targets = await apiServerAddresses(reached.server, (path) => get(reached, path));
  if (typeof targets === "string")
    return {
      servers: [],
      gaps: [{ subject: "API servers", evidence: `${targets}: ${notCounted}`, advice: byHand }],
    };
  const looks = await Promise.all(
    targets.map(({ address, port }) => look(reached, nameOf(address, nodes), address, port, published.get(address))),
  );
  return { servers: looks.map(({ server }) => server), gaps: looks.flatMap(({ gap }) => gap ?? []) };
}

async function look(
  reached: Reached,
  name: string,
  address: string,
  port: number,
  way: { readonly host: string; readonly port: number } | undefined,
): Promise<{ server: ApiServerFact; gap?: Gap }> {
  const place = way ?? { host: address, port };
  const api = await openAt(reached, place, way !== undefined);
  let version: string | undefined;
  try {
    version = await versionOf(api);
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
