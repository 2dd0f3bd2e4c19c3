import type { Dispatcher } from "undici";
import { z } from "zod";
import { openDispatcher } from "./dispatcher.ts";
import { serverOf } from "./kube-server.ts";
import { clusterOf } from "./kubeconfig-entries.ts";

/** How long an issuer may take for one answer, milliseconds. */
const answerMs = 15_000;

const issuerSchema = z.looseObject({ token_endpoint: z.url() });
const givenSchema = z.looseObject({ id_token: z.string().min(1), refresh_token: z.string().optional() });
const refusedSchema = z.looseObject({ error: z.string(), error_description: z.string().optional() });

/** What the client library takes from whoever renews a token. */
export interface RenewedToken {
  readonly id_token: string;
  readonly refresh_token: string;
  readonly expires_at: number;
}

/**
 * Asks the issuer of an auth-provider "oidc" for another ID token (RFC 6749, section 6), through the proxy that the
 * environment names for it. The client library's own way hands a text where a URL is wanted, and sends no body where the
 * issuer has an authority of its own. Rejects with the issuer's own words.
 */
export async function refreshIdToken(config: Readonly<Record<string, string>>): Promise<RenewedToken> {
  const issuer = (config["idp-issuer-url"] ?? "").replace(/\/$/, "");
  const known = await ask(config, `${issuer}/.well-known/openid-configuration`);
  const { token_endpoint: endpoint } = issuerSchema.parse(known);
  const old = config["refresh-token"] ?? "";
  const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: old });
  const [id = "", secret] = [config["client-id"], config["client-secret"] || undefined];
  const basic = `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret ?? "")}`).toString("base64")}`;
  if (secret === undefined) form.set("client_id", id);
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    ...(secret === undefined ? {} : { authorization: basic }),
  };
  const body = await ask(config, endpoint, { method: "POST", headers, body: form.toString() });
  const refused = refusedSchema.safeParse(body);
  if (refused.success) throw new Error(`${refused.data.error} ${refused.data.error_description ?? ""}`.trim());
  const given = givenSchema.parse(body);
  return { id_token: given.id_token, refresh_token: given.refresh_token ?? old, expires_at: 0 };
}

/** What is answered there, as JSON; reached as a kubeconfig's server is that has the same authority. */
async function ask(
  config: Readonly<Record<string, string>>,
  address: string,
  request: Partial<Dispatcher.RequestOptions> = {},
): Promise<unknown> {
  const { origin, pathname, search } = new URL(address);
  const entry = clusterOf({
    server: origin,
    // Where both are given, client-go takes what is in the kubeconfig itself.
    ...(config["idp-certificate-authority-data"]
      ? { "certificate-authority-data": config["idp-certificate-authority-data"] }
      : { "certificate-authority": config["idp-certificate-authority"] }),
  });
  const issuer = serverOf({ file: "", name: "issuer", entry });
  const dispatcher = await openDispatcher(issuer, {}, { connections: 1, connectMs: answerMs });
  try {
    const signal = AbortSignal.timeout(answerMs);
    const answer = await dispatcher.request({
      method: "GET",
      ...request,
      origin,
      path: `${pathname}${search}`,
      signal,
    });
    return await answer.body.json();
  } finally {
    void dispatcher.destroy();
  }
}
