import type { AddressInfo, Server, Socket } from "node:net";

/** A server on a port of loopback. */
export interface Listener {
  readonly port: number;
  /** Ends it with every connection that it has. */
  close(): void;
}

/** Has a server listen on loopback, at a port that the kernel chooses. */
export async function listening(server: Server): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  // One that is left behind must not keep the campaign from ending.
  server.unref();
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, close };
}
