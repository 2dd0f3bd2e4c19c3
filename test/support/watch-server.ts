import {
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from "node:http2";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import { createIdentity } from "../../src/calibration/scripted-server.ts";
import { issueCertificate } from "../../src/net/certificate.ts";

/** How the server treats a watch that is asked for. */
export type WatchManner = "serve" | "refuse-410" | "error-410" | "refuse-500" | "hang" | "garbage";

/** What the server was asked, in order. */
export interface Asked {
  readonly what: "list" | "watch";
  /** The revision that the watch is to go on from. */
  readonly from?: number;
}

/** Bytes that every event carries beside its metadata: an event of a real API server is some kilobytes long. */
const padding = "x".repeat(2_000);

/**
 * An API server's lists and watches of ConfigMaps over HTTP/1.1 and HTTP/2, with a history of its own, whose streams a
 * test can cut, freeze and starve. Events are sent in pieces of which the test says how long they are.
 */
export class WatchServer {
  readonly asked: Asked[] = [];
  manner: WatchManner = "serve";
  /** Bytes of a piece; whole lines without it. */
  pieceBytes = Number.POSITIVE_INFINITY;
  revision = 100;
  #port = 0;
  #listener: Server | undefined;
  readonly #server: Http2SecureServer;
  readonly #sockets = new Set<Socket>();
  readonly #streams = new Set<Http2ServerResponse>();
  readonly #frozen = new Set<Http2ServerResponse>();
  readonly client: { readonly ca: string; readonly cert: string; readonly key: string };

  private constructor(cert: { cert: string; key: string }, client: WatchServer["client"]) {
    this.client = client;
    this.#server = createSecureServer({ ...cert, allowHTTP1: true }, (request, response) =>
      this.#answer(request, response),
    );
  }

  static async start(name = "kc-control-plane"): Promise<WatchServer> {
    const { authority, client } = await createIdentity();
    const server = new WatchServer(await issueCertificate(authority, [name, "localhost"]), {
      ca: authority.cert,
      ...client,
    });
    await server.listen();
    return server;
  }

  get port(): number {
    return this.#port;
  }

  get context(): SecureContext {
    return createSecureContext(this.client);
  }

  /** Streams that stand. */
  get streams(): number {
    return this.#streams.size;
  }

  async listen(): Promise<void> {
    const listener = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => {});
      socket.once("close", () => this.#sockets.delete(socket));
      this.#server.emit("connection", socket);
    });
    await new Promise<void>((resolve) => listener.listen({ port: this.#port, host: "127.0.0.1" }, resolve));
    this.#port = (listener.address() as AddressInfo).port;
    this.#listener = listener;
  }

  /** Stops listening and resets every connection. */
  refuse(): void {
    this.#listener?.close();
    this.reset();
  }

  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Sends no event any more on the streams that stand now; those that are opened later are served. */
  freeze(): void {
    for (const stream of this.#streams) this.#frozen.add(stream);
  }

  /** Changes an object; returns the revision. */
  write(): number {
    this.revision += 1;
    for (const stream of this.#streams) if (!this.#frozen.has(stream)) this.#send(stream, "MODIFIED", this.revision);
    return this.revision;
  }

  bookmark(): void {
    for (const stream of this.#streams) this.#send(stream, "BOOKMARK", this.revision);
  }

  /** Ends every stream as a server does at its time limit. */
  end(): void {
    for (const stream of this.#streams) stream.end();
  }

  /** Sends the beginning of an event and then resets the connection. */
  cutInLine(): void {
    for (const stream of this.#streams) stream.write('{"type":"MODIFIED","object":{"ki', () => this.reset());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.refuse();
  }

  #answer(request: Http2ServerRequest, response: Http2ServerResponse): void {
    request.resume();
    const url = new URL(request.url, "https://localhost");
    if (request.method === "PATCH") {
      response.end(JSON.stringify({ kind: "ConfigMap", metadata: { resourceVersion: `${this.write()}` } }));
    } else if (url.searchParams.has("watch")) this.#watch(Number(url.searchParams.get("resourceVersion")), response);
    else {
      this.asked.push({ what: "list" });
      response.end(JSON.stringify({ kind: "List", metadata: { resourceVersion: `${this.revision}` }, items: [] }));
    }
  }

  #watch(from: number, response: Http2ServerResponse): void {
    this.asked.push({ what: "watch", from });
    const { manner } = this;
    if (manner === "hang") return;
    const status = { "refuse-410": 410, "refuse-500": 500 }[manner as string] ?? 200;
    response.writeHead(status, { "content-type": "application/json" });
    if (status !== 200) response.end(JSON.stringify({ kind: "Status", code: status }));
    else if (manner === "garbage") response.write("<html>\n");
    else if (manner === "error-410") {
      const gone = {
        kind: "Status",
        status: "Failure",
        reason: "Expired",
        code: 410,
        message: "too old resource version",
      };
      response.write(`${JSON.stringify({ type: "ERROR", object: gone })}\n`);
    } else this.#serve(from, response);
  }

  #serve(from: number, response: Http2ServerResponse): void {
    // Node sends the head with the first write: an API server sends it at once.
    (response as { flushHeaders?: () => void }).flushHeaders?.();
    this.#streams.add(response);
    response.once("close", () => this.#streams.delete(response));
    for (let revision = from + 1; revision <= this.revision; revision++) this.#send(response, "MODIFIED", revision);
  }

  #send(response: Http2ServerResponse, type: string, revision: number): void {
    const metadata = {
      name: "written-0-0-1",
      resourceVersion: `${revision}`,
      managedFields: type === "BOOKMARK" ? "" : padding,
    };
    const bytes = Buffer.from(`${JSON.stringify({ type, object: { kind: "PartialObjectMetadata", metadata } })}\n`);
    for (let from = 0; from < bytes.length; from += this.pieceBytes)
      response.write(bytes.subarray(from, Math.min(bytes.length, from + this.pieceBytes)));
  }
}
