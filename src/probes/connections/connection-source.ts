import { PlatformError } from "../../model/errors.ts";
import { addressed, type Dialling, dial, type HttpConnection, type HttpTarget } from "../../net/http-dial.ts";
import { exchange, type HttpAnswer, type HttpRequest } from "../../net/http-exchange.ts";

/** A connection that stands, as one attempt sees it. */
export interface Channel {
  /** Names in the certificate of whoever is at the other end. */
  readonly names: string;
  /**
   * Sends a request and reads the whole answer; rejects with the error of the connection or of the parser. The channel
   * is given back with the answer, unless another request follows a good one.
   */
  send(request: HttpRequest, onFirstByte: () => void, anotherFollows?: boolean): Promise<HttpAnswer>;
}

/** What an attempt got: a channel, or one on its way. */
export interface Hold {
  /** The local connection's number. */
  readonly number: number;
  readonly channel: Channel | Promise<Channel>;
  /** Gives up: at the deadline, or after an error. */
  abort(): void;
}

/** Where a lane's attempts get their connections from. */
export interface ConnectionSource {
  take(): Hold;
  close(): void;
}

/** A source that stays on one connection, which can be asked for and moved. */
export interface PinnedSource extends ConnectionSource {
  /** Opens the connection ahead of the first attempt; where that fails, attempts will show it. */
  warm(): Promise<void>;
  /** The connection that the lane is on. */
  current(): { readonly names: string } | undefined;
  /**
   * Opens connections until one has wanted names and goes on with that one alone; throws PlatformError "move-failed".
   */
  move(wanted: (names: string) => boolean): Promise<void>;
}

/** Gives numbers to connections, counted up over the whole run. */
export type NextNumber = () => number;

/** Connections that a move opens before it gives up. */
const moveTries = 40;
/** Limit of a handshake that is not part of an attempt, milliseconds. */
const ownDialMs = 3_000;

/** A full TCP and TLS handshake for every attempt. */
export function newConnections(target: HttpTarget, nextNumber: NextNumber): ConnectionSource {
  return {
    take: () => {
      const { socket, number, done } = dial(target, nextNumber());
      const channel = done.then((connection) => channelOf(connection, target, () => socket.destroy()));
      return { number, channel, abort: () => socket.destroy() };
    },
    close: () => {},
  };
}

/** A channel of HTTP/1.1 on a connection, with what is to be done after a whole answer. */
export function channelOf(
  connection: HttpConnection,
  target: HttpTarget,
  after: (answer: HttpAnswer) => void,
): Channel {
  return {
    names: connection.names,
    send: async (request, onFirstByte, anotherFollows = false) => {
      const answer = await exchange(connection.socket, ...addressed(target, request), onFirstByte);
      if (!anotherFollows || answer.status >= 300) after(answer);
      return answer;
    },
  };
}

/** Opens connections until one has wanted names, and closes the others; throws PlatformError "move-failed". */
export async function openWanted<Connection extends { readonly names: string }>(
  open: () => Promise<Connection | undefined>,
  wanted: (names: string) => boolean,
  close: (connection: Connection) => void,
): Promise<Connection> {
  for (let tries = 0; tries < moveTries; tries++) {
    const found = await open();
    if (found === undefined) continue;
    if (wanted(found.names)) return found;
    close(found);
  }
  throw new PlatformError("move-failed", `no other backend answered in ${moveTries} new connections`);
}

/** Opens connections to a target until one has wanted names; throws PlatformError "move-failed". */
export function dialWanted(
  target: HttpTarget,
  nextNumber: NextNumber,
  wanted: (names: string) => boolean,
): Promise<HttpConnection> {
  return openWanted(
    () => settle(dial(target, nextNumber())),
    wanted,
    ({ socket }) => socket.destroy(),
  );
}

/** A connection that can carry a request right now. */
export function isLive({ socket }: HttpConnection): boolean {
  return !socket.destroyed && socket.writable && !socket.readableEnded;
}

/** Waits for a connection that is no attempt's own, within a limit; undefined where none came to stand. */
export async function settle(dialling: Dialling, limitMs = ownDialMs): Promise<HttpConnection | undefined> {
  const timer = setTimeout(() => dialling.socket.destroy(), limitMs);
  try {
    return await dialling.done;
  } catch {
    // A backend that does not answer is no candidate; the next one is tried.
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
