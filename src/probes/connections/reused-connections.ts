import { dial, type HttpConnection, type HttpTarget } from "../../net/http-dial.ts";
import {
  channelOf,
  dialWanted,
  type Hold,
  isLive,
  type NextNumber,
  type PinnedSource,
  settle,
} from "./connection-source.ts";

/**
 * Kept-alive connections of one lane. An attempt takes the oldest idle one; while all are busy a further one is opened,
 * as pools do, and closed again as soon as an older one is idle: the lane stays with its oldest connection for as long
 * as that lives, or until it is as old as `maxAgeMs` allows.
 */
export class ReusedConnections implements PinnedSource {
  readonly #target: HttpTarget;
  readonly #nextNumber: NextNumber;
  readonly #maxAgeMs: number;
  #idle: HttpConnection[] = [];
  readonly #all = new Set<HttpConnection>();
  /** When each came to stand, on the process's own clock. */
  readonly #since = new WeakMap<HttpConnection, number>();

  constructor(target: HttpTarget, nextNumber: NextNumber, maxAgeMs = Number.POSITIVE_INFINITY) {
    this.#target = target;
    this.#nextNumber = nextNumber;
    this.#maxAgeMs = maxAgeMs;
  }

  take(): Hold {
    for (const connection of this.#idle) if (this.#isOld(connection)) connection.socket.destroy();
    const connection = this.#idle.find(isLive);
    if (connection === undefined) return this.#open();
    this.#idle = this.#idle.filter((other) => other !== connection);
    return {
      number: connection.number,
      channel: this.#channel(connection),
      abort: () => connection.socket.destroy(),
    };
  }

  close(): void {
    for (const { socket } of this.#all) socket.destroy();
  }

  async warm(): Promise<void> {
    const connection = await settle(dial(this.#target, this.#nextNumber()));
    if (connection === undefined) return;
    this.#keep(connection);
    this.#rest(connection);
  }

  /** The oldest that lives. */
  current(): HttpConnection | undefined {
    return [...this.#all].filter(isLive).toSorted((a, b) => a.number - b.number)[0];
  }

  async move(wanted: (names: string) => boolean): Promise<void> {
    const found = await dialWanted(this.#target, this.#nextNumber, wanted);
    this.#retireAll();
    this.#keep(found);
    this.#rest(found);
  }

  #channel(connection: HttpConnection) {
    return channelOf(connection, this.#target, ({ reusable }) => {
      // A connection that is no longer among all was retired by a move while it was busy.
      if (!reusable || !this.#all.has(connection)) connection.socket.destroy();
      else this.#rest(connection);
    });
  }

  #open(): Hold {
    const { socket, number, done } = dial(this.#target, this.#nextNumber());
    const channel = done.then((connection) => {
      this.#keep(connection);
      return this.#channel(connection);
    });
    return { number, channel, abort: () => socket.destroy() };
  }

  #isOld(connection: HttpConnection): boolean {
    return performance.now() - (this.#since.get(connection) ?? 0) > this.#maxAgeMs;
  }

  #keep(connection: HttpConnection): void {
    this.#all.add(connection);
    this.#since.set(connection, performance.now());
    connection.socket.once("close", () => {
      this.#all.delete(connection);
      this.#idle = this.#idle.filter((other) => other !== connection);
    });
  }

  #rest(connection: HttpConnection): void {
    const idle = [...this.#idle.filter(isLive), connection].toSorted((a, b) => a.number - b.number);
    for (const younger of idle.slice(1)) younger.socket.destroy();
    this.#idle = idle.slice(0, 1);
  }

  #retireAll(): void {
    for (const connection of this.#idle) connection.socket.destroy();
    this.#idle = [];
    this.#all.clear();
  }
}
