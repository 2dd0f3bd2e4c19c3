import { request as httpRequest } from "node:http";
import type { Socket } from "node:net";
import type { HttpRequest } from "./http-exchange.ts";

/** Is told of an answer piece by piece, while it comes. */
export interface StreamListener {
  onHead(status: number): void;
  onData(chunk: Buffer): void;
  /** Called once, last; without an error where the server ended its answer as it should. */
  onEnd(error?: unknown): void;
}

/**
 * Sends a request whose answer may go on for minutes, on a connection of its own; whoever wants no more destroys the
 * socket.
 */
export function openStream(socket: Socket, host: string, request: HttpRequest, listener: StreamListener): void {
  let ended = false;
  const end = (error?: unknown) => {
    if (ended) return;
    ended = true;
    listener.onEnd(error);
  };
  const outgoing = httpRequest({
    method: request.method,
    path: request.path,
    headers: { host, accept: request.accept ?? "application/json" },
    setDefaultHeaders: false,
    createConnection: () => socket,
  });
  outgoing.on("response", (response) => {
    listener.onHead(response.statusCode ?? 0);
    response.on("data", (chunk: Buffer) => listener.onData(chunk));
    response.on("end", () => end());
    response.on("error", end);
  });
  outgoing.on("error", end);
  outgoing.on("close", () => end(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
  outgoing.end();
}
