import type { Dispatcher } from "undici";
import { nameCheck } from "../net/server-name.ts";
import { type KubeServer, trustOf } from "./kube-server.ts";
import type { ShownIdentity } from "./shown-identity.ts";

/** How long an idle connection is kept, milliseconds: as long as the longest pause between two looks at a cluster. */
const keptMs = 60_000;

/**
 * The connections to a kubeconfig's server, kept from one call to the next; the client library itself opens new ones for
 * every call, and none to a server of plain HTTP. `made` is what the library has built: it goes through a SOCKS proxy.
 * They speak HTTP/1.1, so that a call that is given up takes its connection with it.
 */
export async function openDispatcher(
  server: KubeServer,
  { cert, key }: ShownIdentity,
  made: Dispatcher | undefined,
): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import("undici");
  const tls = { ...trustOf(server), ...(cert === undefined || key === undefined ? {} : { cert, key }) };
  const requestTls = { ...tls, ...nameCheck(server.serverName), allowH2: false };
  const kept = { allowH2: false, keepAliveTimeout: keptMs, keepAliveMaxTimeout: keptMs };
  if (server.proxy === undefined) return new Agent({ ...kept, connect: requestTls });
  const { connect, href } = server.proxy;
  if (connect === undefined) {
    if (made === undefined) throw new Error("the library has built no connections through the proxy");
    return made;
  }
  // As Go's transport does it: what is trusted and shown is the same on the way to an https proxy.
  return new ProxyAgent({ ...kept, uri: href, requestTls, proxyTls: { ...tls, ...nameCheck(connect.serverName) } });
}
