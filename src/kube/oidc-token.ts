import { messageOf, UsageError } from "../model/errors.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** A token that ended long ago: the library asks the issuer for another one then. */
const endedToken = `e30.${Buffer.from(JSON.stringify({ exp: 1 })).toString("base64url")}.x`;

/**
 * The ID token of the auth-provider "oidc", renewed by the client library where it has ended; what is renewed is put into
 * the same configuration and not written back to the kubeconfig. Throws UsageError.
 */
export async function oidcToken(config: Record<string, string>, where: string): Promise<string> {
  const canRenew = ["client-id", "refresh-token", "idp-issuer-url"].every((name) => config[name]);
  const ended = (token: string) => (payloadOf(token)?.exp ?? 0) * 1_000 <= Date.now();
  if (!canRenew && (!config["id-token"] || ended(config["id-token"])))
    throw new UsageError(
      `${where}: its OIDC token is missing or has ended, and there is no refresh-token: log in again`,
    );
  if (!config["id-token"] || payloadOf(config["id-token"]) === undefined) config["id-token"] = endedToken;
  // The library's index does not export it.
  const { OpenIDConnectAuth } = await import("@kubernetes/client-node/dist/oidc_auth.js");
  const headers: Record<string, string> = {};
  try {
    await new OpenIDConnectAuth().applyAuthentication(
      { name: where, authProvider: { name: "oidc", config } },
      { headers },
    );
  } catch (error) {
    const cause = (error as Error).cause;
    const why = withoutSecrets(
      `${messageOf(error)}${cause instanceof Error ? `: ${cause.message}` : ""}`,
      Object.values(config),
    );
    throw new UsageError(`${where}: its OIDC token cannot be renewed: ${why}: log in again`);
  }
  const token = /^Bearer (.+)$/.exec(headers.Authorization ?? "")?.[1];
  if (token === undefined || token === endedToken || token === "undefined")
    throw new UsageError(`${where}: its OIDC token cannot be renewed: the issuer gave none: log in again`);
  return token;
}

function payloadOf(token: string): { exp?: number } | undefined {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as { exp?: number };
  } catch {
    return undefined;
  }
}
