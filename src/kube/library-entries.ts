import type { Cluster, User } from "@kubernetes/client-node";
import type { KubeServer } from "./kube-server.ts";
import { headerText, type ShownIdentity } from "./shown-identity.ts";

/** A server as the client library has it. */
export function libraryCluster(server: KubeServer): Cluster {
  const { ca, insecure, secure, serverName, host } = server;
  return {
    name: "cluster",
    server: server.url,
    // The library refuses plain HTTP unless it is told not to check certificates, of which there are none then.
    skipTLSVerify: insecure || !secure,
    caData: Buffer.from([ca].flat().join("\n")).toString("base64"),
    ...(serverName === host ? {} : { tlsServerName: serverName }),
  };
}

/** Who is shown, as the client library has it; groups and more of an impersonation it does not have. */
export function libraryUser(shown: ShownIdentity): User {
  const { cert, key, bearer, login, impersonation } = shown;
  const [as] = impersonation?.["Impersonate-User"] ?? [];
  return {
    name: "user",
    ...(cert === undefined || key === undefined ? {} : { certData: base64(cert), keyData: base64(key) }),
    ...(bearer === undefined ? {} : { token: headerText(bearer) }),
    ...(login === undefined ? {} : login),
    ...(as === undefined ? {} : { impersonateUser: headerText(as) }),
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
