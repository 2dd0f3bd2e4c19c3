import { createServer } from "node:net";
import { createAuthority, issueCertificate } from "../../../src/net/certificate.ts";
import { base64 } from "../../support/api-double.ts";
import { type Asked, type Listening, serveAsked, serveProxy, serveSocks } from "../../support/asked-server.ts";

/** Everything that a kubeconfig of the table can name. */
export type World = Awaited<ReturnType<typeof makeWorld>>;

/** Servers and proxies on loopback, with what they were asked since the last `take`; `close` ends them. */
export async function makeWorld() {
  let asked: Asked[] = [];
  const tell = (one: Asked) => asked.push(one);
  const authority = await createAuthority("the cluster's own");
  const foreign = await createAuthority("somebody else's");
  const server = await issueCertificate(authority, ["localhost", "api.example.com"]);
  const client = await issueCertificate(authority, ["jane"]);
  const expired = await issueCertificate(authority, ["old"], [], { fromDays: -9, toDays: -2 });
  const elsewhere = await issueCertificate(foreign, ["localhost"]);
  const listening: Listening[] = [];
  const on = async (starting: Promise<Listening>) => {
    listening.push(await starting);
    return (await starting).port;
  };
  const keyed = (one: typeof client) => ({
    "client-certificate-data": base64(one.cert),
    "client-key-data": base64(one.key),
  });
  return {
    tls: await on(serveAsked("tls", tell, { ...server, ca: authority.cert })),
    second: await on(serveAsked("second", tell, { ...server, ca: authority.cert })),
    foreign: await on(serveAsked("foreign", tell, { ...elsewhere, ca: foreign.cert })),
    plain: await on(serveAsked("plain", tell, undefined)),
    proxy: await on(serveProxy("proxy", undefined, undefined)),
    login: await on(serveProxy("login", "me:se/cret", undefined)),
    secure: await on(serveProxy("secure", undefined, server)),
    socks: await on(serveSocks("socks", (onSocket) => createServer(onSocket))),
    nobody: 1,
    ca: { "certificate-authority-data": base64(authority.cert) },
    pem: { authority: authority.cert, client, expired },
    jane: keyed(client),
    old: keyed(expired),
    take: () => {
      const taken = asked;
      asked = [];
      return taken;
    },
    close: () => {
      for (const one of listening) one.close();
    },
  };
}
