import { connect as netConnect, type Socket } from "node:net";
import { type ConnectionOptions, connect as tlsConnect } from "node:tls";
import { askConnect } from "./connect-tunnel.ts";
import { nameCheck } from "./server-name.ts";
import { askSocks } from "./socks-tunnel.ts";

/** A proxy that opens a tunnel to whatever host is named to it. */
export interface TunnelProxy {
  /** The language that it is asked in: HTTP, HTTP inside TLS, or SOCKS 5. */
  readonly speaks: "http" | "https" | "socks5";
  readonly host: string;
  readonly port: number;
  /** Name that the proxy's own certificate must carry; of no use without TLS. */
  readonly serverName: string;
  /** The proxy's certificate is not checked. */
  readonly insecure: boolean;
  readonly login?: { readonly username: string; readonly password: string } | undefined;
}

/** A tunnel on its way: the socket to the proxy can be destroyed at once, `done` then rejects. */
export interface Tunnelling {
  readonly socket: Socket;
  /** Resolves with the same socket when the tunnel stands: what is written from then on goes to the host. */
  readonly done: Promise<Socket>;
}

/**
 * Opens a tunnel; rejects with the error of the connection to the proxy, or with one of code "EPROXY" where the proxy
 * refuses. `tls` has what a client shows and trusts where the way to the proxy goes over TLS.
 */
export function openTunnel(proxy: TunnelProxy, host: string, port: number, tls: ConnectionOptions): Tunnelling {
  const at = { host: proxy.host, port: proxy.port };
  const secure = proxy.speaks === "https";
  const socket = secure
    ? tlsConnect({ ...tls, ...at, ...nameCheck(proxy.serverName), rejectUnauthorized: !proxy.insecure })
    : netConnect(at);
  const broken = new Promise<never>((_, reject) => {
    // Stays on for the socket's whole life: one that is reset must not end the process.
    socket.on("error", reject);
    socket.once("close", () => reject(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
  });
  const standing = new Promise<void>((resolve) => socket.once(secure ? "secureConnect" : "connect", () => resolve()));
  const ask = proxy.speaks === "socks5" ? askSocks : askConnect;
  const done = standing.then(() => ask(socket, host, port, proxy.login)).then(() => socket);
  return { socket, done: Promise.race([done, broken]) };
}
