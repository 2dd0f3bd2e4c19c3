import { readFileSync } from "node:fs";
import { z } from "zod";

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
 * Asks the issuer of an auth-provider "oidc" for another ID token (RFC 6749, section 6). The client library's own way
 * hands a text where a URL is wanted, and sends no body where the issuer has an authority of its own. Rejects with the
 * issuer's own words.
 */
export async function refreshIdToken(config: Readonly<Record<string, string>>): Promise<RenewedToken> {
  const { Agent, request } = await import("undici");
  const dispatcher = new Agent({ connect: authorityOf(config) });
  const call = { dispatcher, signal: AbortSignal.timeout(answerMs) };
  try {
    const issuer = (config["idp-issuer-url"] ?? "").replace(/\/$/, "");
    const known = await request(`${issuer}/.well-known/openid-configuration`, call);
    const { token_endpoint: endpoint } = issuerSchema.parse(await known.body.json());
    const old = config["refresh-token"] ?? "";
    const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: old });
    const [id = "", secret] = [config["client-id"], config["client-secret"] || undefined];
    const basic = `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret ?? "")}`).toString("base64")}`;
    if (secret === undefined) form.set("client_id", id);
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      ...(secret === undefined ? {} : { authorization: basic }),
    };
    const answer = await request(endpoint, { ...call, method: "POST", headers, body: form.toString() });
    const body = await answer.body.json();
    const refused = refusedSchema.safeParse(body);
    if (refused.success) throw new Error(`${refused.data.error} ${refused.data.error_description ?? ""}`.trim());
    const given = givenSchema.parse(body);
    return { id_token: given.id_token, refresh_token: given.refresh_token ?? old, expires_at: 0 };
  } finally {
    void dispatcher.destroy();
  }
}

function authorityOf(config: Readonly<Record<string, string>>): { ca?: string } {
  const data = config["idp-certificate-authority-data"];
  if (data) return { ca: Buffer.from(data, "base64").toString("utf8") };
  const file = config["idp-certificate-authority"];
  return file ? { ca: readFileSync(file, "utf8") } : {};
}
