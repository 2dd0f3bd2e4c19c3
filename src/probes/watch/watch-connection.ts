import { dial, type HttpConnection, type HttpTarget } from "../../net/http-dial.ts";
import { exchange, type HttpAnswer, type HttpRequest } from "../../net/http-exchange.ts";
import { openStream, type StreamListener } from "../../net/http-stream.ts";
import { clientGoHealth, Http2Session, type SessionHealth } from "../../net/http2-session.ts";
import { type NextNumber, settle } from "../connections/connection-source.ts";

/** A connection that a lane lists and watches on. */
export interface WatchConnection {
  readonly number: number;
  readonly names: string;
  /** Can carry a further stream after one that the server ended. */
  readonly live: boolean;
  /** It was closed because a ping stayed unanswered. */
  readonly pingLost: boolean;
  ask(request: HttpRequest): Promise<HttpAnswer>;
  listen(request: HttpRequest, listener: StreamListener): void;
  destroy(): void;
}

/** A connection on its way, which can be given up at once. */
export interface WatchDialling {
  readonly number: number;
  readonly done: Promise<WatchConnection>;
  abort(): void;
}

/** Opens the connections of one lane: HTTP/1.1, or HTTP/2 looked after as client-go does it. */
export class WatchDialler {
  readonly #target: HttpTarget;
  readonly #nextNumber: NextNumber;
  readonly #health: SessionHealth | undefined;

  constructor(target: HttpTarget, connection: "reused" | "http2", nextNumber: NextNumber, health = clientGoHealth) {
    this.#target = connection === "http2" ? { ...target, protocol: "h2" } : target;
    this.#nextNumber = nextNumber;
    this.#health = connection === "http2" ? health : undefined;
  }

  dial(): WatchDialling {
    const { socket, number, done } = dial(this.#target, this.#nextNumber());
    return { number, done: done.then((connection) => this.#wrap(connection)), abort: () => socket.destroy() };
  }

  /** A connection that is no stream's yet, within a limit; undefined where none came to stand. */
  async settle(): Promise<WatchConnection | undefined> {
    const connection = await settle(dial(this.#target, this.#nextNumber()));
    return connection === undefined ? undefined : this.#wrap(connection);
  }

  #wrap(connection: HttpConnection): WatchConnection {
    const host = this.#target.serverName;
    return this.#health === undefined
      ? overHttp1(connection, host)
      : overHttp2(new Http2Session(connection, host, this.#health), host);
  }
}

function overHttp1({ socket, number, names }: HttpConnection, host: string): WatchConnection {
  return {
    number,
    names,
    live: false,
    pingLost: false,
    ask: (request) => exchange(socket, host, request, () => {}),
    listen: (request, listener) => openStream(socket, host, request, listener),
    destroy: () => socket.destroy(),
  };
}

function overHttp2(session: Http2Session, host: string): WatchConnection {
  return {
    number: session.connection.number,
    names: session.connection.names,
    get live() {
      return session.live;
    },
    get pingLost() {
      return session.pingLost;
    },
    ask: (request) => session.send(host, request, () => {}).done,
    listen: (request, listener) => void session.listen(host, request, listener),
    destroy: () => session.destroy(),
  };
}
