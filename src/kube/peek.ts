import type { X509Certificate } from "node:crypto";
import { type ConnectionOptions, connect } from "node:tls";
import type { HttpTarget } from "../net/http-dial.ts";
import { nameCheck } from "../net/server-name.ts";
import { openTunnel } from "../net/tunnel.ts";

/** How long a look at a certificate may take, milliseconds. */
const peekMs = 5_000;

/** The certificate that is shown there, whether it convinces or not; undefined where none can be had. */
export async function peek({
  host,
  port,
  serverName,
  context,
  proxy,
}: HttpTarget): Promise<X509Certificate | undefined> {
  if (context === undefined) return undefined;
  const tunnelling = proxy === undefined ? undefined : openTunnel(proxy, host, port, { secureContext: context });
  const timer = setTimeout(() => tunnelling?.socket.destroy(), peekMs);
  try {
    const to = tunnelling === undefined ? { host, port } : { socket: await tunnelling.done };
    return await shownCertificate({ ...to, servername: nameCheck(serverName).servername });
  } catch {
    return undefined; // A proxy that refuses has been told of by the call that brought here.
  } finally {
    clearTimeout(timer);
    tunnelling?.socket.destroy();
  }
}

function shownCertificate(to: ConnectionOptions): Promise<X509Certificate | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ ...to, rejectUnauthorized: false }, () => {
      // Node 24 gives it once: a second look at the same connection finds nothing.
      resolve(socket.getPeerX509Certificate());
      socket.destroy();
    });
    // What is known of it without a connection has been said by the error.
    socket.setTimeout(peekMs, () => socket.destroy());
    socket.on("error", () => {}).once("close", () => resolve(undefined));
  });
}
