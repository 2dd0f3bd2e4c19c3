import type { X509Certificate } from "node:crypto";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { HttpTarget } from "../net/http-dial.ts";
import { errorClass } from "../net/http-error.ts";
import type { KubeServer } from "./kube-server.ts";
import { peek } from "./peek.ts";

/**
 * Why a kubeconfig's server cannot be asked at all, in one line with what to do; the class is that of the probes, so
 * that what is refused here is told apart there too.
 */
export async function describeUnreachable(error: unknown, server: KubeServer, target: HttpTarget): Promise<UsageError> {
  const code = String((error as NodeJS.ErrnoException).code ?? "");
  const kind = errorClass(error, { connected: false, answering: false });
  const by = server.proxy === undefined ? "" : ` through the proxy ${server.proxy.words}`;
  const say = (words: string) => new UsageError(`${server.url}${by}: ${plainText(words)}`, { cause: error });
  if (kind === "proxy") return say(`${messageOf(error)}: is it the right proxy, with the right name and password?`);
  if (kind.startsWith("tls-")) return say(describeCertificate(kind, server, await peek(target)));
  if (kind === "dns")
    return say(`the name ${unresolved(error, server)} does not resolve: is the network or the VPN up?`);
  if (kind === "refused") return say("nobody listens there (connection refused): is it the right address and port?");
  if (kind === "unreachable") return say(`no way there (${code}): is the network or the VPN up?`);
  if (kind === "connect-timeout")
    return say(`no answer (${messageOf(error)}): is there a firewall, or a proxy that is needed?`);
  if (kind === "tls")
    return say(`no TLS connection (${code || messageOf(error)}): is it the port of a Kubernetes API?`);
  return say(`the connection broke (${code || messageOf(error)}): is it the port of a Kubernetes API?`);
}

/** Behind a proxy it is the proxy's name that is looked up here. */
function unresolved(error: unknown, server: KubeServer): string {
  return String((error as { hostname?: unknown }).hostname ?? server.host);
}

function describeCertificate(kind: string, server: KubeServer, leaf: X509Certificate | undefined): string {
  const issuer = leaf === undefined ? "" : ` (issuer: ${leaf.issuer.replaceAll("\n", ", ")})`;
  if (kind === "tls-name")
    return `its certificate is for ${leaf?.subjectAltName ?? "other names"}, not for ${server.serverName}: use one of these names, or tls-server-name`;
  if (kind === "tls-ca") {
    return server.ownCa
      ? `its certificate is not signed by the kubeconfig's certificate authority${issuer}: is it another cluster's kubeconfig?`
      : `its certificate is signed by nobody whom this system trusts${issuer}: the kubeconfig needs a certificate-authority-data`;
  }
  if (leaf !== undefined && leaf.validToDate.getTime() < Date.now())
    return `its certificate expired on ${leaf.validTo}, and it is ${new Date().toUTCString()} here: renew it on the server (kubeadm certs renew), or set this clock`;
  if (leaf !== undefined && leaf.validFromDate.getTime() > Date.now())
    return `its certificate is not valid before ${leaf.validFrom}, and it is ${new Date().toUTCString()} here: is this machine's clock right?`;
  return "a certificate of its authority is outside its time: renew it, and the kubeconfig's certificate-authority-data";
}
