import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { messageOf, UsageError } from "../model/errors.ts";
import { runExecPlugin } from "./exec-credential.ts";
import type { IdentitySource, KubeServer } from "./kubeconfig.ts";
import type { ShownIdentity } from "./shown-identity.ts";

/** A token file may have been written anew: client-go looks every minute as well (transport/token_source.go). */
const tokenFileMs = 60_000;

/**
 * Gets what is to be shown now: reads the file, runs the command. Throws UsageError where that gives nothing usable.
 */
export async function showIdentity(source: IdentitySource, server: KubeServer): Promise<ShownIdentity> {
  if (source.is === "nobody") return {};
  if (source.is === "certificate") return checked({ cert: source.cert, key: source.key }, "its client certificate");
  if (source.is === "token") return withLife({ token: source.token });
  if (source.is === "token-file") return { ...withLife({ token: readToken(source.path) }), validMs: tokenFileMs };
  const shown = await runExecPlugin(source.plugin, source.folder, server);
  if (shown.cert === undefined) return withLife(shown);
  return checked({ ...shown, cert: shown.cert }, `the certificate that ${source.plugin.command} gave`);
}

/** Words for a report: how the user shows who it is. */
export function describeIdentity(source: IdentitySource): string {
  if (source.is === "exec") return `exec plugin ${source.plugin.command}`;
  return { certificate: "client certificate", token: "token", "token-file": "token file", nobody: "nobody" }[source.is];
}

function readToken(path: string): string {
  try {
    const token = readFileSync(path, "utf8").trim();
    if (token === "") throw new UsageError("it is empty");
    return token;
  } catch (error) {
    throw new UsageError(`the token file ${path} cannot be read: ${messageOf(error)}`);
  }
}

/** A certificate that is known to be of no use is found before the server refuses it. */
function checked(shown: ShownIdentity & { cert: string }, what: string): ShownIdentity {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(shown.cert);
    createSecureContext({ cert: shown.cert, ...(shown.key === undefined ? {} : { key: shown.key }) });
  } catch (error) {
    throw new UsageError(`the kubeconfig's user: ${what} and its key cannot be used: ${messageOf(error)}`);
  }
  const leftMs = certificate.validToDate.getTime() - Date.now();
  if (leftMs <= 0) throw new UsageError(`the kubeconfig's user: ${what} expired on ${certificate.validTo}: renew it`);
  if (certificate.validFromDate.getTime() > Date.now())
    throw new UsageError(
      `the kubeconfig's user: ${what} is not valid before ${certificate.validFrom}: is this clock right?`,
    );
  return { ...shown, validMs: Math.min(leftMs, shown.validMs ?? leftMs) };
}

/** A token that is a JSON Web Token says itself how long it is good. */
function withLife(shown: ShownIdentity & { token?: string }): ShownIdentity {
  const payload = shown.token?.split(".")[1];
  if (payload === undefined || shown.validMs !== undefined) return shown;
  try {
    const { exp } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { exp?: unknown };
    return typeof exp === "number" ? { ...shown, validMs: exp * 1_000 - Date.now() } : shown;
  } catch {
    return shown; // Some other kind of token, which has to be taken as it is.
  }
}
