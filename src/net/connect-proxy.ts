import { request as plainRequest } from "node:http";
import { connect as netConnect, type Socket } from "node:net";
import { type ConnectionOptions, connect as tlsConnect } from "node:tls";
import { nameCheck } from "./server-name.ts";

/** A proxy that opens a tunnel to whatever host is named to it (HTTP CONNECT, RFC 9110 section 9.3.6). */
export interface ConnectProxy {
  readonly host: string;
  readonly port: number;
  /** The way to the proxy itself goes over TLS (an https:// proxy). */
  readonly secure: boolean;
  /** Name that the proxy's own certificate must carry; of no use without TLS. */
  readonly serverName: string;
  /** The proxy's certificate is not checked. */
  readonly insecure: boolean;
  /** Value of the header Proxy-Authorization. */
  readonly authorization?: string | undefined;
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
export function openTunnel(proxy: ConnectProxy, host: string, port: number, tls: ConnectionOptions): Tunnelling {
  const at = { host: proxy.host, port: proxy.port };
  const socket = proxy.secure
    ? tlsConnect({ ...tls, ...at, ...nameCheck(proxy.serverName), rejectUnauthorized: !proxy.insecure })
    : netConnect(at);
  const standing = new Promise<void>((resolve, reject) => {
    socket.once(proxy.secure ? "secureConnect" : "connect", resolve);
    // Stays on for the socket's whole life: one that is reset must not end the process.
    socket.on("error", reject);
    socket.once("close", () => reject(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
  });
  return { socket, done: standing.then(() => ask(socket, proxy, authorityOf(host, port))) };
}

/** Host and port as a URL writes them: an address of version 6 stands in brackets. */
export function authorityOf(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function ask(socket: Socket, { authorization }: ConnectProxy, authority: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const headers = {
      host: authority,
      ...(authorization === undefined ? {} : { "proxy-authorization": authorization }),
    };
    const asked = plainRequest({
      method: "CONNECT",
      path: authority,
      headers,
      setDefaultHeaders: false,
      createConnection: () => socket,
    });
    asked.once("connect", (response, tunnel, early) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        reject(refused(`${response.statusCode} ${response.statusMessage ?? ""}`.trim()));
        return;
      }
      if (early.length > 0) tunnel.unshift(early);
      resolve(socket);
    });
    asked.on("error", reject);
    asked.end();
  });
}

function refused(answer: string): Error {
  return Object.assign(new Error(`the proxy refused the tunnel: ${answer}`), { code: "EPROXY" });
}
