import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from "node:http2";
import type { HttpConnection } from "./http-dial.ts";
import type { HttpAnswer, HttpRequest } from "./http-exchange.ts";

/** client-go's values (apimachinery, util/net/http.go): HTTP2_READ_IDLE_TIMEOUT_SECONDS and HTTP2_PING_TIMEOUT_SECONDS. */
export const clientGoHealth = { readIdleMs: 30_000, pingMs: 15_000 } as const;

/** When a silent session is asked whether it lives, and how long the answer may take. */
export interface SessionHealth {
  readonly readIdleMs: number;
  readonly pingMs: number;
}

/**
 * An HTTP/2 session on a connection, looked after as client-go does it: when nothing was received for a while it sends a ping, and
 * without an answer to that it closes the connection. Until then requests go on being sent into the void: 45 s of blindness.
 */
export class Http2Session {
  readonly connection: HttpConnection;
  readonly #session: ClientHttp2Session;
  readonly #health: SessionHealth;
  #heardAt = performance.now();
  #check: NodeJS.Timeout;

  constructor(connection: HttpConnection, host: string, health: SessionHealth) {
    this.connection = connection;
    this.#health = health;
    this.#session = connect(`https://${host}`, { createConnection: () => connection.socket });
    // Every stream tells of it; the session's own error must not end the process.
    this.#session.on("error", () => {});
    this.#check = setTimeout(() => this.#look(), health.readIdleMs);
    this.#session.once("close", () => clearTimeout(this.#check));
  }

  /** A session that takes further requests; one that was told to go away does not. */
  get live(): boolean {
    return !this.#session.closed && !this.#session.destroyed;
  }

  destroy(): void {
    this.#session.destroy();
  }

  /** Starts a request; the stream can be given up without harm to the others on the connection. */
  send(host: string, request: HttpRequest, onFirstByte: () => void): { cancel(): void; done: Promise<HttpAnswer> } {
    const stream = this.#session.request(
      {
        ":method": request.method,
        ":path": request.path,
        ":authority": host,
        accept: request.accept ?? "application/json",
        ...(request.body === undefined ? {} : { "content-type": request.contentType ?? "application/json" }),
      },
      { endStream: request.body === undefined },
    );
    if (request.body !== undefined) stream.end(request.body);
    return { cancel: () => stream.close(constants.NGHTTP2_CANCEL), done: this.#answer(stream, onFirstByte) };
  }

  #answer(stream: ClientHttp2Stream, onFirstByte: () => void): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      let status = 0;
      let body = "";
      stream.setEncoding("utf8");
      stream.on("response", (headers) => {
        this.#heardAt = performance.now();
        status = Number(headers[":status"]);
        onFirstByte();
      });
      stream.on("data", (part: string) => {
        this.#heardAt = performance.now();
        body += part;
      });
      stream.on("error", reject);
      stream.on("close", () => {
        if (stream.rstCode === constants.NGHTTP2_NO_ERROR && stream.readableEnded && status !== 0)
          resolve({ status, body, reusable: true });
        else reject(Object.assign(new Error(`stream closed with ${stream.rstCode}`), { code: "ECONNRESET" }));
      });
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
    this.#check = setTimeout(() => this.#session.destroy(), this.#health.pingMs);
    this.#session.ping((error) => {
      if (error !== null) return;
      clearTimeout(this.#check);
      this.#heardAt = performance.now();
      again(this.#health.readIdleMs);
    });
  }
}
