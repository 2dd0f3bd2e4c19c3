import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LiveSnapshot } from "../live/live-snapshot.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { isLoopbackHost, newToken, pathBelow } from "./address.ts";
import { fragmentsOf, type LiveVerdict } from "./fragments.ts";
import { livePage, pagePolicy } from "./live-page.ts";

/** How often the page is told, milliseconds: a cell of a strip is a second. */
const pushMs = 1_000;

/** Each has a stream that is written to each second; nobody has more windows of one run. */
const mostReaders = 16;

/** What every answer carries: nothing of it is kept, guessed at, framed, or told to others. */
const headers = {
  "cache-control": "no-store",
  // A connection that is kept open would keep the command from ending.
  connection: "close",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};

/** Shows runs in a browser of this machine while they go on: an address on loopback with a token in it, and no other. */
export class LiveServer {
  readonly #server: Server;
  readonly #token = newToken();
  readonly #readers = new Set<ServerResponse>();
  readonly #timer: NodeJS.Timeout;
  #port = 0;
  #now: (() => LiveSnapshot) | undefined;
  #verdict: LiveVerdict | undefined;

  private constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#timer = setInterval(() => this.#push(), pushMs).unref();
  }

  /** Listens on a port of loopback, 0 for one that is free; throws UsageError where it cannot be had. */
  static async start(port: number): Promise<LiveServer> {
    const live = new LiveServer();
    live.#server.listen(port, "127.0.0.1");
    try {
      await once(live.#server, "listening");
    } catch (cause) {
      clearInterval(live.#timer);
      throw new UsageError(`--serve ${port}: ${messageOf(cause)}: give another port, or none for a free one`, {
        cause,
      });
    }
    live.#port = (live.#server.address() as AddressInfo).port;
    return live;
  }

  /** Where a browser finds it, token included. */
  get address(): string {
    return `http://127.0.0.1:${this.#port}/${this.#token}/`;
  }

  /** From now on this run is shown, and no other. */
  show(now: () => LiveSnapshot): void {
    this.#now = now;
    this.#verdict = undefined;
    this.#push();
  }

  /** Shows what became of the run. */
  over(verdict: LiveVerdict): void {
    this.#verdict = verdict;
    this.#push();
  }

  /** Tells every page that this is the end, and listens no more. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#push();
    for (const reader of this.#readers) reader.end("event: end\ndata: {}\n\n");
    const closed = once(this.#server, "close");
    this.#server.close();
    // What is not read by now is not waited for.
    setTimeout(() => this.#server.closeAllConnections(), pushMs).unref();
    this.#server.closeIdleConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const path = pathBelow(this.#token, request.url ?? "");
    if (!isLoopbackHost(request.headers.host)) refuse(response, 421);
    else if (path === undefined) refuse(response, 404);
    else if (request.method !== "GET") refuse(response, 405);
    else if (path === "") sendPage(response);
    else if (path === "events") this.#stream(response);
    else refuse(response, 404);
  }

  #stream(response: ServerResponse): void {
    if (this.#readers.size >= mostReaders) {
      refuse(response, 503);
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    this.#readers.add(response);
    response.on("close", () => this.#readers.delete(response));
    response.write(this.#state());
  }

  #push(): void {
    if (this.#readers.size === 0) return;
    const state = this.#state();
    // Each event has all of the state: a reader that is slow misses some, and nothing is kept for it.
    for (const reader of this.#readers) if (!reader.writableNeedDrain) reader.write(state);
  }

  #state(): string {
    return `event: state\ndata: ${JSON.stringify(fragmentsOf(this.#now?.(), this.#verdict))}\n\n`;
  }
}

function sendPage(response: ServerResponse): void {
  const nonce = randomBytes(18).toString("base64");
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": pagePolicy(nonce) });
  response.end(livePage(nonce));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-length": 0 });
  response.end();
}
