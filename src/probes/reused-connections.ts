import { PlatformError } from "../model/errors.ts";
import { type Dialling, dial, type HttpConnection, type HttpTarget } from "../platform/http-dial.ts";
import { type ConnectionSource, isLive, type NextNumber } from "./connection-source.ts";

const moveTries = 40;
/** Limit of a handshake that is not part of an attempt. */
const ownDialMs = 3_000;

/**
 * Kept-alive connections of one lane. An attempt takes the oldest idle one; while all are busy a further one is opened, as pools do,
 * and closed again as soon as an older one is idle: the lane stays with its oldest connection for as long as that lives.
 */
export class ReusedConnections implements ConnectionSource {
  readonly #target: HttpTarget;
  readonly #nextNumber: NextNumber;
  #idle: HttpConnection[] = [];
  readonly #all = new Set<HttpConnection>();

  constructor(target: HttpTarget, nextNumber: NextNumber) {
    this.#target = target;
    this.#nextNumber = nextNumber;
  }

  take(): HttpConnection | Dialling {
    const connection = this.#idle.find(isLive);
    if (connection === undefined) return this.#open();
    this.#idle = this.#idle.filter((other) => other !== connection);
    return connection;
  }

  release(connection: HttpConnection, reusable: boolean): void {
    // A connection that is no longer among all was retired by a move while it was busy.
    if (!reusable || !this.#all.has(connection)) connection.socket.destroy();
    else this.#rest(connection);
  }

  close(): void {
    for (const { socket } of this.#all) socket.destroy();
  }

  /** Opens the lane's connection ahead of its first attempt; where that fails, attempts will show it. */
  async warm(): Promise<void> {
    const connection = await this.#tryDial();
    if (connection === undefined) return;
    this.#keep(connection);
    this.#rest(connection);
  }

  /** The connection that the lane is on: its oldest that lives. */
  current(): HttpConnection | undefined {
    return [...this.#all].filter(isLive).toSorted((a, b) => a.number - b.number)[0];
  }

  /** Opens connections until one answers `wanted`, goes on with that one alone, and gives it; throws PlatformError "move-failed". */
  async move(wanted: (connection: HttpConnection) => boolean): Promise<HttpConnection> {
    for (let tries = 0; tries < moveTries; tries++) {
      const found = await this.#tryDial();
      if (found === undefined) continue;
      if (wanted(found)) {
        this.#retireAll();
        this.#keep(found);
        this.#rest(found);
        return found;
      }
      found.socket.destroy();
    }
    throw new PlatformError("move-failed", `no other backend answered in ${moveTries} new connections`);
  }

  async #tryDial(): Promise<HttpConnection | undefined> {
    const dialling = dial(this.#target, this.#nextNumber());
    const timer = setTimeout(() => dialling.socket.destroy(), ownDialMs);
    try {
      return await dialling.done;
    } catch {
      // A backend that does not answer is no candidate; the next one is tried.
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  #open(): Dialling {
    const dialling = dial(this.#target, this.#nextNumber());
    const done = dialling.done.then((connection) => {
      this.#keep(connection);
      return connection;
    });
    return { ...dialling, done };
  }

  #keep(connection: HttpConnection): void {
    this.#all.add(connection);
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
