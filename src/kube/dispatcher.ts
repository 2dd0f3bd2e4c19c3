import type { Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";
import type { buildConnector, Dispatcher } from "undici";
import { PlatformError } from "../model/errors.ts";
import { nameCheck } from "../net/server-name.ts";
import { openTunnel } from "../net/tunnel.ts";
import type { KubeServer } from "./kube-server.ts";
import type { ShownIdentity } from "./shown-identity.ts";

/** How long an idle connection is kept, milliseconds: as long as the longest pause between two looks at a cluster. */
const keptMs = 60_000;

/** How connections are made. */
export interface ConnectionOptions {
  /** How many there are at most; null: as many as there are calls at a time. */
  readonly connections: number | null;
  /** How long one gets until it stands, TLS and the tunnel of a proxy included, milliseconds. */
  readonly connectMs: number;
}

/**
 * The connections to a kubeconfig's server, kept from one call to the next; the client library itself opens new ones for
 * every call, and none to a server of plain HTTP. They speak HTTP/1.1, so that a call that is given up takes its
 * connection with it, and go through proxies as the probes do.
 */
export async function openDispatcher(
  server: KubeServer,
  { cert, key }: ShownIdentity,
  { connections, connectMs }: ConnectionOptions,
): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import("undici");
  const { ca, insecure, proxy, secure, serverName } = server;
  const trust = { ca, rejectUnauthorized: !insecure };
  const shown = { ...trust, ...(cert === undefined || key === undefined ? {} : { cert, key }) };
  const tls = { ...shown, ...nameCheck(serverName) };
  const kept = { connections, allowH2: false, keepAliveTimeout: keptMs, keepAliveMaxTimeout: keptMs };
  if (proxy === undefined) return new Agent({ ...kept, connect: { ...tls, allowH2: false, timeout: connectMs } });
  // An HTTP proxy gets plain requests as they are, without a tunnel.
  if (!secure && proxy.tunnel.speaks !== "socks5")
    return new ProxyAgent({ ...kept, uri: proxy.href, proxyTls: { ...shown, timeout: connectMs } });
  const through = async () => {
    const { socket, done } = openTunnel(proxy.tunnel, server.host, server.port, shown);
    const late = new PlatformError("ETIMEDOUT", `no connection within ${connectMs / 1_000} s`);
    const timer = setTimeout(() => socket.destroy(late), connectMs);
    try {
      const tunnel = await done;
      return secure ? await handshake(tunnel, tls) : tunnel;
    } finally {
      clearTimeout(timer);
    }
  };
  const connect: buildConnector.connector = (_, callback) => {
    through().then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    );
  };
  return new Agent({ ...kept, connect });
}

function handshake(tunnel: Socket, tls: object): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = tlsConnect({ ...tls, socket: tunnel }, () => resolve(socket));
    socket.on("error", reject);
    tunnel.once("error", reject).once("close", () => {
      socket.destroy();
      reject(new PlatformError("ECONNRESET", "the tunnel was closed"));
    });
  });
}
