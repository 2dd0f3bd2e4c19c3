import { request } from "node:http";
import type { Socket } from "node:net";
import { proxyRefusal } from "./proxy-refusal.ts";

/** Asks an HTTP proxy for a tunnel (CONNECT, RFC 9110 section 9.3.6) on a connection to it; rejects with "EPROXY". */
export function askConnect(
  socket: Socket,
  host: string,
  port: number,
  login: { readonly username: string; readonly password: string } | undefined,
): Promise<void> {
  const authority = authorityOf(host, port);
  const credentials = Buffer.from(`${login?.username}:${login?.password}`).toString("base64");
  return new Promise((resolve, reject) => {
    const asked = request({
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...(login === undefined ? {} : { "proxy-authorization": `Basic ${credentials}` }) },
      setDefaultHeaders: false,
      createConnection: () => socket,
    });
    asked.once("connect", ({ statusCode, statusMessage }, _, early) => {
      if (statusCode !== 200) {
        socket.destroy();
        reject(proxyRefusal(`${statusCode} ${statusMessage ?? ""}`.trim()));
        return;
      }
      if (early.length > 0) socket.unshift(early);
      resolve();
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** Host and port as a URL writes them: an address of version 6 stands in brackets. */
export function authorityOf(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
