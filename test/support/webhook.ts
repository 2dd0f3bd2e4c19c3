import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** What a webhook was sent. */
export interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** A server on loopback to which verdicts are posted. */
export interface Webhook {
  readonly got: readonly Posted[];
  readonly port: number;
  /** An address with what must be printed nowhere in it. */
  readonly url: string;
  close(): void;
}

/** Answers with one status after the other, the last for ever; 0 is no answer at all. */
export async function serveWebhook(...statuses: readonly number[]): Promise<Webhook> {
  const got: Posted[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    request.on("end", () => {
      const status = statuses[Math.min(got.length, statuses.length - 1)] ?? 200;
      got.push({ headers: request.headers, body: JSON.parse(text) });
      if (status !== 0) response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end("ok");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { got, port, url: `http://127.0.0.1:${port}/services/verysecret`, close };
}
