import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuthority, issueCertificate, type KeyedCertificate } from "../../../../../src/net/certificate.ts";
import type { Listener } from "../../../../../tools/sabotage/means/listener.ts";
import { tlsProxy } from "../../../../../tools/sabotage/means/tls-proxy.ts";
import { changedWatches, isChange, without } from "../../../../../tools/sabotage/means/watches.ts";

/** A server that tells what it was asked, and on a watch three changes, of which the last comes when it is let. */
let authority: KeyedCertificate;
let certificate: KeyedCertificate;
let last: (() => void) | undefined;
let proxy: Listener;
const line = (number: number) => `{"type":"MODIFIED","object":${number}}\n`;
const server = { close: () => {} };

beforeAll(async () => {
  authority = await createAuthority("test");
  certificate = await issueCertificate(authority, ["kubernetes"]);
  const real = createServer({ ...certificate }, async (asked, answer) => {
    if (asked.url?.includes("watch=1") === true) {
      answer.writeHead(200, { "content-type": "application/json", connection: "keep-alive" });
      answer.write(line(1) + line(2));
      last = () => answer.end(line(3));
      return;
    }
    answer.writeHead(201, { "content-type": "text/plain", "keep-alive": "timeout=5" });
    answer.end(`${asked.method} ${asked.url} ${asked.headers["x-word"]} ${await text(asked)}`);
  });
  real.listen(0, "127.0.0.1");
  await once(real, "listening");
  server.close = () => void real.close();
  const { port } = real.address() as AddressInfo;
  const upstream = { host: "127.0.0.1", port, ca: authority.cert, ...certificate, servername: "kubernetes" };
  proxy = await tlsProxy(
    certificate,
    upstream,
    changedWatches("pods", () => without(2, isChange)),
  );
});

afterAll(() => {
  proxy.close();
  server.close();
});

async function overHttp2(use: (session: ClientHttp2Session) => Promise<void>): Promise<void> {
  const session = connect(`https://127.0.0.1:${proxy.port}`, { ca: authority.cert, servername: "kubernetes" });
  try {
    await use(session);
  } finally {
    session.close();
  }
}

describe("a proxy in the place of a server", () => {
  it("passes on what HTTP/2 asks and is answered, body and headers", () =>
    overHttp2(async (session) => {
      const stream = session.request({ ":method": "PATCH", ":path": "/a?b=c", "x-word": "hello" });
      stream.end("body");
      const [headers] = await once(stream, "response");
      expect(headers).toMatchObject({ ":status": 201, "content-type": "text/plain" });
      expect(await text(stream)).toBe("PATCH /a?b=c hello body");
    }));

  it("passes on what HTTP/1.1 asks and is answered", async () => {
    const asked = request({
      host: "127.0.0.1",
      port: proxy.port,
      path: "/a",
      method: "POST",
      headers: { "x-word": "hello" },
      ca: authority.cert,
      servername: "kubernetes",
    }).end("body");
    const [told] = await once(asked, "response");
    expect(told.statusCode).toBe(201);
    expect(await text(told)).toBe("POST /a hello body");
  });

  it("changes a watch line by line, as soon as each is told", () =>
    overHttp2(async (session) => {
      const stream = session.request({ ":path": "/api/v1/namespaces/x/pods?watch=1" }).setEncoding("utf8");
      const [first] = await once(stream, "data");
      expect(first).toBe(line(1));
      last?.();
      expect(await text(stream)).toBe(line(3));
    }));

  it("leaves watches of others alone", () =>
    overHttp2(async (session) => {
      const stream = session.request({ ":path": "/api/v1/nodes?watch=1" });
      await once(stream, "response");
      last?.();
      expect(await text(stream)).toBe(line(1) + line(2) + line(3));
    }));

  it("breaks off where there is no server behind it", async () => {
    const upstream = { host: "127.0.0.1", port: 1, ca: authority.cert, ...certificate, servername: "kubernetes" };
    const alone = await tlsProxy(certificate, upstream, async () => false);
    const session = connect(`https://127.0.0.1:${alone.port}`, { ca: authority.cert, servername: "kubernetes" });
    const stream = session.request({ ":path": "/" });
    let hasAnswered = false;
    stream.on("response", () => {
      hasAnswered = true;
    });
    await Promise.all([once(session, "close"), once(stream, "close")]);
    expect(hasAnswered).toBe(false);
    alone.close();
  });
});
