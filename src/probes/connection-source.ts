import { type Dialling, dial, type HttpConnection, type HttpTarget } from "../platform/http-dial.ts";

/** Where a lane's attempts get their connections from. */
export interface ConnectionSource {
  /** A connection that stands, or one on its way. */
  take(): HttpConnection | Dialling;
  /** Takes a connection back after a whole answer. */
  release(connection: HttpConnection, reusable: boolean): void;
  close(): void;
}

/** Gives numbers to connections, counted up over the whole run. */
export type NextNumber = () => number;

/** A full TCP and TLS handshake for every attempt. */
export function newConnections(target: HttpTarget, nextNumber: NextNumber): ConnectionSource {
  return {
    take: () => dial(target, nextNumber()),
    release: ({ socket }) => socket.destroy(),
    close: () => {},
  };
}

/** A connection that can carry a request right now. */
export function isLive({ socket }: HttpConnection): boolean {
  return !socket.destroyed && socket.writable && !socket.readableEnded;
}
