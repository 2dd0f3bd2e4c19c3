import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { createSecureServer, Http2ServerResponse } from "node:http2";
import { request } from "node:https";
import { type Listener, listening } from "./listener.ts";

/** A request on its way to a server of the cluster. */
export interface Passing {
  readonly asked: IncomingMessage;
  readonly answer: ServerResponse;
  /** Sends it on, perhaps to another path; the answer comes as that server gives it. */
  forward(path?: string): Promise<IncomingMessage>;
}

/** Answers a request in the place of a server; false leaves it to that server. */
export type Handler = (passing: Passing) => Promise<boolean>;

/** What the server shows of itself, which the proxy shows too. */
export interface Shown {
  readonly cert: string;
  readonly key: string;
}

/** Where the server is, and as whom the proxy goes there. */
export interface Upstream {
  readonly host: string;
  readonly port: number;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly servername: string;
}

/** Longer than any lane lets a connection rest, milliseconds. */
const keptMs = 120_000;

/**
 * A proxy that shows the certificate of the server behind it and speaks HTTP/2 and HTTP/1.1 as that does, so that nobody
 * can tell it from that one.
 */
export function tlsProxy(shown: Shown, upstream: Upstream, handler: Handler): Promise<Listener> {
  const options = {
    ...shown,
    requestCert: true,
    rejectUnauthorized: false,
    keepAliveTimeout: keptMs,
    allowHTTP1: true,
  };
  const server = createSecureServer(options, (told, telling) => {
    // Node's compatibility API: both are as those of HTTP/1.1 for all that is done with them here.
    const [asked, answer] = [told as unknown as IncomingMessage, telling as unknown as ServerResponse];
    serve(asked, answer, upstream, handler).catch(() => breakOff(answer));
  });
  return listening(server);
}

/** Gives an answer as it came. */
export function passOn(told: IncomingMessage, answer: ServerResponse): void {
  beginLike(told, answer);
  told.on("error", () => breakOff(answer)).pipe(answer);
}

/** Begins an answer as that of the server began, at once: a watch may have nothing more to say for long. */
export function beginLike(told: IncomingMessage, answer: ServerResponse): void {
  const headers = answer.req.httpVersionMajor === 2 ? withoutConnection(told.headers) : told.headers;
  answer.writeHead(told.statusCode ?? 502, headers).flushHeaders();
}

/** Ends an answer in the middle, as a server that dies does: with its connection. */
export function breakOff(answer: ServerResponse): void {
  const told: unknown = answer;
  if (told instanceof Http2ServerResponse) told.stream.session?.destroy();
  else answer.destroy();
}

/** Headers that say something of an HTTP/1.1 connection, which HTTP/2 forbids (RFC 9113, 8.2.2). */
const ofConnection = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

/** Without what HTTP/1.1 alone has, and what HTTP/2 alone has. */
function withoutConnection(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith(":") && !ofConnection.includes(name));
  return Object.fromEntries(kept);
}

async function serve(
  asked: IncomingMessage,
  answer: ServerResponse,
  upstream: Upstream,
  handler: Handler,
): Promise<void> {
  const forward = (path = asked.url ?? "/") =>
    new Promise<IncomingMessage>((answered, failed) => {
      const headers = asked.httpVersionMajor === 2 ? withoutConnection(asked.headers) : asked.headers;
      const onward = request({ ...upstream, method: asked.method, path, headers }, answered);
      onward.on("error", failed);
      answer.on("close", () => onward.destroy());
      asked.pipe(onward);
    });
  if (!(await handler({ asked, answer, forward }))) passOn(await forward(), answer);
}
