import { createSecureContext } from "node:tls";
import { authorityOf } from "../net/connect-tunnel.ts";
import type { Addressing, HttpTarget } from "../net/http-dial.ts";
import type { KubeServer } from "./kube-server.ts";
import { authorizationOf, impersonationOf, type ShownIdentity } from "./shown-identity.ts";

/** What requests to a kubeconfig's server carry. */
export function addressingOf(server: KubeServer, shown: ShownIdentity): Addressing {
  const authorization = authorizationOf(shown);
  return {
    authority: authorityOf(server.host, server.port),
    basePath: server.basePath,
    ...(authorization === undefined ? {} : { authorization }),
    ...(shown.impersonation === undefined ? {} : { impersonation: impersonationOf(shown) }),
  };
}

/** A kubeconfig's server as connections of our own see it: those of the probes, and those that look at who answers. */
export function targetOf(server: KubeServer, shown: ShownIdentity): HttpTarget & { readonly addressing: Addressing } {
  const { cert, key } = shown;
  const identity = cert === undefined || key === undefined ? {} : { cert, key };
  return {
    host: server.host,
    port: server.port,
    serverName: server.serverName,
    own: server.insecure,
    ...(server.secure ? { context: createSecureContext({ ca: server.ca, ...identity }) } : {}),
    addressing: addressingOf(server, shown),
    proxy: server.proxy?.tunnel,
  };
}
