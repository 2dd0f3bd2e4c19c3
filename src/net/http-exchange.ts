import { request as httpRequest, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** One request, ready to be sent. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  readonly contentType?: string;
  readonly accept?: string;
  readonly body?: string;
  /** How the answer's bytes become characters: UTF-8, or one character for each byte where it is not text. */
  readonly answerEncoding?: "utf8" | "latin1";
  /** Value of the header Authorization. */
  readonly authorization?: string;
  /** Further headers, each with all its values. */
  readonly impersonation?: Readonly<Record<string, string[]>>;
}

/** A whole answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** Its headers by their names in small letters, and what came after its body (HTTP/2's trailers). */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** The server lets the connection be used again. */
  readonly reusable: boolean;
}

/**
 * Sends a request on a connection and reads the whole answer; rejects with the error of the socket or of the parser.
 * Node's own HTTP/1.1 client on a socket of ours: it was the cheapest of the well-tested ones (docs/measuring.md), and
 * the connection stays in our hands.
 */
export function exchange(
  socket: Socket,
  host: string,
  request: HttpRequest,
  onFirstByte: () => void,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string | string[]> = {
      ...request.impersonation,
      host,
      connection: "keep-alive",
      accept: request.accept ?? "application/json",
    };
    if (request.authorization !== undefined) headers.authorization = request.authorization;
    if (request.body !== undefined) {
      headers["content-type"] = request.contentType ?? "application/json";
      headers["content-length"] = String(Buffer.byteLength(request.body));
    }
    const outgoing = httpRequest({
      method: request.method,
      path: request.path,
      headers,
      setDefaultHeaders: false,
      createConnection: () => socket,
    });
    // Node lets go of the socket only after the answer's end: a request that is sent before that may never be answered.
    const released = new Promise<void>((letGo) => outgoing.once("close", letGo));
    outgoing.on("response", (response) => {
      onFirstByte();
      Promise.all([collect(response, request.answerEncoding ?? "utf8"), released]).then(
        ([answer]) => resolve(answer),
        reject,
      );
    });
    outgoing.on("error", reject);
    outgoing.end(request.body);
  });
}

function collect(response: IncomingMessage, encoding: BufferEncoding): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let body = "";
    response.setEncoding(encoding);
    response.on("data", (part: string) => {
      body += part;
    });
    response.on("end", () =>
      resolve({
        status: response.statusCode ?? 0,
        body,
        headers: response.headers,
        reusable: response.headers.connection !== "close",
      }),
    );
    response.on("error", reject);
  });
}
