import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from "node:http2";
import type { HttpConnection } from "./http-dial.ts";
import type { HttpAnswer, HttpRequest } from "./http-exchange.ts";
import type { StreamListener } from "./http-stream.ts";

/**
 * client-go's values (apimachinery, util/net/http.go): HTTP2_READ_IDLE_TIMEOUT_SECONDS and HTTP2_PING_TIMEOUT_SECONDS.
 */
export const clientGoHealth: SessionHealth = { readIdleMs: 30_000, pingMs: 15_000 };

/** When a silent session is asked whether it lives, and how long the answer may take. */
export interface SessionHealth {
  readonly readIdleMs: number;
  readonly pingMs: number;
}

/**
 * An HTTP/2 session on a connection, looked after as client-go does it: when nothing was received for a while it sends
 * a ping, and without an answer to that it closes the connection. Until then requests go on being sent into the void:
 * 45 s of blindness.
 */
export class Http2Session {
  readonly connection: HttpConnection;
  readonly #session: ClientHttp2Session;
  readonly #health: SessionHealth;
  /** A ping stayed unanswered: that is why it was closed. */
  pingLost = false;
  #heardAt = performance.now();
  #check: NodeJS.Timeout;

  constructor(connection: HttpConnection, host: string, health: SessionHealth, scheme: "https" | "http" = "https") {
    this.connection = connection;
    this.#health = health;
    this.#session = connect(`${scheme}://${host}`, { createConnection: () => connection.socket });
    // Every stream tells of it; the session's own error must not end the process.
    this.#session.on("error", () => {});
    this.#check = setTimeout(() => this.#look(), health.readIdleMs);
    this.#session.once("close", () => clearTimeout(this.#check));
  }

  /** A session that takes further requests; one that was told to go away does not. */
  get live(): boolean {
    return !this.#session.closed && !this.#session.destroyed;
  }

  /** Breaks every stream off: without an error their answers would look whole. */
  destroy(): void {
    this.#session.destroy(Object.assign(new Error("the session was given up"), { code: "ECONNRESET" }));
  }

  /** Starts a request; the stream can be given up without harm to the others on the connection. */
  send(host: string, request: HttpRequest, onFirstByte: () => void): { cancel(): void; done: Promise<HttpAnswer> } {
    const stream = this.#request(host, request);
    return { cancel: () => stream.close(constants.NGHTTP2_CANCEL), done: this.#answer(stream, onFirstByte) };
  }

  /** Starts a request whose answer may go on for minutes; returns a way to give it up. */
  listen(host: string, request: HttpRequest, listener: StreamListener): () => void {
    const stream = this.#request(host, request);
    this.#tell(stream, listener);
    return () => stream.close(constants.NGHTTP2_CANCEL);
  }

  #request(host: string, request: HttpRequest): ClientHttp2Stream {
    const stream = this.#session.request(
      {
        ...lowerCase(request.impersonation),
        ":method": request.method,
        ":path": request.path,
        ":authority": host,
        accept: request.accept ?? "application/json",
        ...(request.authorization === undefined ? {} : { authorization: request.authorization }),
        ...(request.body === undefined ? {} : { "content-type": request.contentType ?? "application/json" }),
      },
      { endStream: request.body === undefined },
    );
    if (request.body !== undefined) stream.end(request.body);
    return stream;
  }

  #answer(stream: ClientHttp2Stream, onFirstByte: () => void): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      let status = 0;
      let headers: NonNullable<HttpAnswer["headers"]> = {};
      const parts: Buffer[] = [];
      const add = (more: object) => {
        headers = { ...headers, ...more };
      };
      stream.on("response", add);
      stream.on("trailers", add);
      this.#tell(stream, {
        onHead: (seen) => {
          status = seen;
          onFirstByte();
        },
        onData: (part) => parts.push(part),
        onEnd: (error) => {
          const body = Buffer.concat(parts).toString("utf8");
          if (error === undefined) resolve({ status, body, headers, reusable: true });
          else reject(error);
        },
      });
    });
  }

  #tell(stream: ClientHttp2Stream, listener: StreamListener): void {
    let answered = false;
    let broken: unknown;
    stream.on("response", (headers) => {
      this.#heardAt = performance.now();
      answered = true;
      listener.onHead(Number(headers[":status"]));
    });
    stream.on("data", (part: Buffer) => {
      this.#heardAt = performance.now();
      listener.onData(part);
    });
    stream.on("error", (error) => {
      broken = error;
    });
    stream.on("close", () => {
      const whole = stream.rstCode === constants.NGHTTP2_NO_ERROR && stream.readableEnded && answered;
      const lost = () => Object.assign(new Error(`stream closed with ${stream.rstCode}`), { code: "ECONNRESET" });
      listener.onEnd(broken ?? (whole ? undefined : lost()));
    });
  }

  #look(): void {
    const idleMs = performance.now() - this.#heardAt;
    const again = (afterMs: number) => {
      this.#check = setTimeout(() => this.#look(), afterMs);
    };
    if (idleMs < this.#health.readIdleMs) {
      again(this.#health.readIdleMs - idleMs);
      return;
    }
    this.#check = setTimeout(() => {
      this.pingLost = true;
      this.destroy();
    }, this.#health.pingMs);
    this.#session.ping((error) => {
      if (error !== null) return;
      clearTimeout(this.#check);
      this.#heardAt = performance.now();
      again(this.#health.readIdleMs);
    });
  }
}

/** HTTP/2 has names of headers in small letters alone. */
function lowerCase(headers: HttpRequest["impersonation"] = {}): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name.toLowerCase(), values]));
}
