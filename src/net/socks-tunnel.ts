import type { Socket } from "node:net";
import { messageOf } from "../model/errors.ts";
import { proxyRefusal } from "./proxy-refusal.ts";

/**
 * Asks a SOCKS 5 proxy for a tunnel (RFC 1928, with a name and a password RFC 1929) on a connection to it; names are
 * resolved by the proxy. Rejects with "EPROXY".
 */
export async function askSocks(
  socket: Socket,
  host: string,
  port: number,
  login: { readonly username: string; readonly password: string } | undefined,
): Promise<void> {
  // Loaded where somebody has such a proxy: most have none.
  const { SocksClient } = await import("socks");
  const proxy = {
    type: 5 as const,
    host: socket.remoteAddress ?? "",
    port: socket.remotePort ?? 0,
    ...(login === undefined ? {} : { userId: login.username, password: login.password }),
  };
  const brokeOff = new Promise<never>((_, reject) => {
    socket.once("end", () => reject(proxyRefusal("its answer broke off")));
  });
  const asked = SocksClient.createConnection({
    proxy,
    command: "connect",
    destination: { host, port },
    existing_socket: socket,
  });
  await Promise.race([asked.catch(refuse), brokeOff]);
}

function refuse(error: unknown): never {
  throw proxyRefusal(messageOf(error));
}
