import { createServer } from "node:net";
import { UsageError } from "../model/errors.ts";
import type { KindConfig } from "../model/topology.ts";
import { fixedPorts } from "./kind-file/ports.ts";

/**
 * Throws UsageError where a TCP port of this machine that a configuration asks for by its number is somebody else's:
 * kind would find out when half of the nodes are made.
 */
export async function mustHavePorts(config: KindConfig): Promise<void> {
  for (const { port, protocol, address, path } of fixedPorts(config)) {
    if (protocol !== "tcp" || !(await isTaken(port, address))) continue;
    const what = `${path.join(".")}: port ${port} of this machine is taken`;
    throw new UsageError(`${what}: stop what listens there, or take it out of the kind file`);
  }
}

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // Only that is told here: what this user may not bind, Docker may.
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRINUSE"));
    server.listen({ port, host }, () => server.close(() => resolve(false)));
  });
}

/**
 * A port that is free on loopback now; kept by the container over its restarts, as one that the engine chooses would
 * not be.
 */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
