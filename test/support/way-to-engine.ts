import { rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";

/** A way of its own to the real engine, which can be cut off as if the engine were gone, or hang. */
export interface WayToEngine extends AsyncDisposable {
  /** As DOCKER_HOST takes it. */
  readonly address: string;
  /** Cuts what goes through it, and refuses what comes. */
  cut(): Promise<void>;
  /** Lets everything through again. */
  open(): Promise<void>;
}

/** Opens a way to the engine of this machine through a socket in a folder. */
export async function wayToEngine(folder: string): Promise<WayToEngine> {
  const path = join(folder, `engine-${crypto.randomUUID().slice(0, 8)}.sock`);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const open = async () => {
    rmSync(path, { force: true });
    server = createServer({ allowHalfOpen: true }, (asking) => {
      const engine = connect({ path: "/var/run/docker.sock", allowHalfOpen: true });
      for (const [from, to] of [
        [asking, engine],
        [engine, asking],
      ] as const) {
        sockets.add(from);
        from.pipe(to);
        from.on("error", () => to.destroy());
        from.on("close", () => sockets.delete(from));
      }
    });
    await new Promise<void>((resolve) => server?.listen(path, resolve));
  };
  const cut = async () => {
    const closed = new Promise((resolve) => server?.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await open();
  return { address: `unix://${path}`, cut, open, [Symbol.asyncDispose]: cut };
}
