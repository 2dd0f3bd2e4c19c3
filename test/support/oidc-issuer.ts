import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { KeyedCertificate } from "../../src/net/certificate.ts";
import type { Listening } from "./asked-server.ts";

/** An OIDC issuer that gives this ID token to whoever shows the refresh token "again" (RFC 6749, section 6). */
export async function serveIssuer(idToken: () => string, tls: KeyedCertificate): Promise<Listening> {
  const server = createServer(tls, (request, response) => {
    const { port } = server.address() as AddressInfo;
    const issuer = `https://127.0.0.1:${port}`;
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const known = {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      };
      const given = {
        access_token: "a",
        token_type: "bearer",
        expires_in: 3_600,
        refresh_token: "next",
        id_token: idToken(),
      };
      const right = request.url === "/token" && new URLSearchParams(body).get("refresh_token") === "again";
      const answer = request.url?.startsWith("/.well-known/") ? known : right ? given : { error: "invalid_grant" };
      response.writeHead("error" in answer ? 400 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
