import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import { runExecPlugin } from "./exec-credential.ts";
import type { AuthorizationSource, IdentitySource } from "./identity-source.ts";
import type { KubeServer } from "./kube-server.ts";
import { oidcToken } from "./oidc-token.ts";
import type { ShownIdentity } from "./shown-identity.ts";

/** A token file may have been written anew: client-go looks every minute as well (transport/token_source.go). */
const tokenFileMs = 60_000;

/**
 * Gets what is to be shown now: reads the file, runs the command, asks the issuer. Throws UsageError where that gives
 * nothing usable.
 */
export async function showIdentity(source: IdentitySource, server: KubeServer): Promise<ShownIdentity> {
  const { certificate, where, impersonation } = source;
  const own = certificate === undefined ? {} : checked(certificate, where, "its client certificate");
  const given = await authorized(source, server);
  const shown = { ...own, ...given };
  const lives = [own, given].flatMap(({ validMs }: ShownIdentity) => (validMs === undefined ? [] : [validMs]));
  mustFitHeader(shown.bearer, where);
  return {
    ...shown,
    ...(Object.keys(impersonation).length === 0 ? {} : { impersonation }),
    ...(lives.length === 0 ? {} : { validMs: Math.min(...lives) }),
  };
}

/** Whether what is shown ends by itself and can be had anew. */
export function isRenewable({ authorization }: IdentitySource): boolean {
  return ["exec", "token-file", "oidc"].includes(authorization.is);
}

/** Words for a report: how the user shows who it is. */
export function describeIdentity({ certificate, authorization, impersonation }: IdentitySource): string {
  const words = authorizationWords(authorization);
  const shown = [...(certificate === undefined ? [] : ["client certificate"]), ...(words === undefined ? [] : [words])];
  const [as] = impersonation["Impersonate-User"] ?? [];
  return `${shown.join(" and ") || "nobody"}${as === undefined ? "" : `, as ${plainText(as)}`}`;
}

function authorizationWords(source: AuthorizationSource): string | undefined {
  if (source.is === "nothing") return undefined;
  if (source.is === "exec") return plainText(`exec plugin ${source.plugin.command.split("/").at(-1)}`);
  return { token: "token", "token-file": "token file", password: "name and password", oidc: "OIDC token" }[source.is];
}

async function authorized({ authorization, where }: IdentitySource, server: KubeServer): Promise<ShownIdentity> {
  switch (authorization.is) {
    case "token":
      return withLife({ bearer: authorization.token });
    case "token-file": {
      const bearer = readToken(authorization.path, authorization.token, where);
      return { ...withLife({ bearer }), validMs: tokenFileMs };
    }
    case "password":
      return { login: authorization };
    case "oidc":
      return withLife({ bearer: await oidcToken(authorization.config, where) });
    case "exec": {
      const shown = await runExecPlugin(authorization.plugin, server);
      if (shown.cert === undefined) return withLife(shown);
      const what = plainText(`the certificate that ${authorization.plugin.command} gave`);
      return checked({ ...shown, cert: shown.cert }, where, what);
    }
    case "nothing":
      return server.login === undefined ? {} : { login: loginOf(server.login) };
  }
}

function loginOf(text: string): { username: string; password: string } {
  const [username = "", ...password] = text.split(":");
  return { username, password: password.join(":") };
}

/** The file's token; the one beside it where the file has none, as in client-go. */
function readToken(path: string, beside: string | undefined, where: string): string {
  try {
    const token = readFileSync(path, "utf8").trim();
    if (token === "") throw new UsageError("it is empty");
    return token;
  } catch (error) {
    if (beside !== undefined) return beside;
    throw new UsageError(`${where}: the token file ${plainText(`${path} cannot be read: ${messageOf(error)}`)}`);
  }
}

function mustFitHeader(bearer: string | undefined, where: string): void {
  // What no header may hold (RFC 9110, section 5.5).
  if (bearer !== undefined && /(?!\t)\p{Cc}/u.test(bearer))
    throw new UsageError(`${where}: its token holds a line end or another control character: write it on one line`);
}

/** A certificate that is known to be of no use is found before the server refuses it. */
function checked<Shown extends ShownIdentity & { cert: string }>(
  shown: Shown,
  where: string,
  what: string,
): ShownIdentity {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(shown.cert);
    createSecureContext({ cert: shown.cert, ...(shown.key === undefined ? {} : { key: shown.key }) });
  } catch (error) {
    throw new UsageError(`${where}: ${what} and its key cannot be used: ${plainText(messageOf(error))}`);
  }
  const leftMs = certificate.validToDate.getTime() - Date.now();
  const here = new Date().toUTCString();
  if (leftMs <= 0)
    throw new UsageError(
      `${where}: ${what} expired on ${certificate.validTo} (it is ${here} here): renew it, or set this clock`,
    );
  if (certificate.validFromDate.getTime() > Date.now())
    throw new UsageError(
      `${where}: ${what} is not valid before ${certificate.validFrom} (it is ${here} here): is this clock right?`,
    );
  return { ...shown, certificateMs: leftMs, validMs: Math.min(leftMs, shown.validMs ?? leftMs) };
}

/** A token that is a JSON Web Token says itself how long it is good. */
function withLife(shown: ShownIdentity): ShownIdentity {
  const payload = shown.bearer?.split(".")[1];
  if (payload === undefined || shown.validMs !== undefined) return shown;
  try {
    const { exp } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { exp?: unknown };
    return typeof exp === "number" ? { ...shown, validMs: exp * 1_000 - Date.now() } : shown;
  } catch {
    return shown; // Some other kind of token, which has to be taken as it is.
  }
}
