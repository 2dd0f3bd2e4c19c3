import { constants, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";

/** What a scripted backend does with a connection or a request. */
export type Behaviour =
  | { readonly is: "ok" }
  /** Every connection is reset as soon as it is accepted, and those that stand. */
  | { readonly is: "reset" }
  /** TCP stands, TLS never does. */
  | { readonly is: "hang-tls" }
  /** Requests are read and never answered. */
  | { readonly is: "hang" }
  | { readonly is: "slow"; readonly delayMs: number }
  | { readonly is: "status"; readonly status: number; readonly message: string }
  /** The answer breaks off in its body. */
  | { readonly is: "cut" }
  | { readonly is: "garbage" };

const object = { kind: "ConfigMap", apiVersion: "v1", metadata: { name: "probe-target", resourceVersion: "4711" } };

/** Answers a request as the behaviour says. */
export function respond(behaviour: Behaviour, request: Http2ServerRequest, response: Http2ServerResponse): void {
  if (behaviour.is === "hang") return;
  if (behaviour.is === "slow") setTimeout(() => succeed(request, response), behaviour.delayMs);
  else if (behaviour.is === "status") fail(behaviour, response);
  else if (behaviour.is === "cut") cut(response);
  else if (behaviour.is === "garbage") send(response, 200, "<html>");
  else succeed(request, response);
}

function succeed(request: Http2ServerRequest, response: Http2ServerResponse): void {
  // A body that is not read would be taken for the next request.
  request.resume();
  send(response, 200, request.url === "/readyz" ? "ok" : JSON.stringify(object));
}

function fail({ status, message }: { status: number; message: string }, response: Http2ServerResponse): void {
  const reason = status === 429 ? "TooManyRequests" : "InternalError";
  send(response, status, JSON.stringify({ kind: "Status", status: "Failure", message, reason, code: status }));
}

function cut(response: Http2ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json", "content-length": 1_000 });
  // Over HTTP/2 it is the stream that breaks off, over HTTP/1.1, which has no streams, the connection.
  const { stream, socket }: Partial<Http2ServerResponse> = response;
  response.write('{"kind":', () => (stream ? stream.close(constants.NGHTTP2_INTERNAL_ERROR) : socket?.destroy()));
}

function send(response: Http2ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
}
