import {
  createServer as createPlainServer,
  type IncomingMessage,
  request as plainRequest,
  type Server,
  type ServerResponse,
} from "node:http";
import { createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from "node:http2";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket, type Server as TcpServer } from "node:net";
import type { TLSSocket } from "node:tls";
import type { KeyedCertificate } from "../../src/net/certificate.ts";

/** Who asked what, as a server saw it. */
export interface Asked {
  /** Which of the servers. */
  readonly server: string;
  readonly path: string;
  readonly authorization: string | undefined;
  /** Common name of the client's certificate. */
  readonly subject: string | undefined;
  /** The name that was asked for in the handshake; empty where none was. */
  readonly sni: string;
  /** Headers by which somebody asks to be taken for somebody else, in the order of their names. */
  readonly impersonation: readonly string[];
  /** It came through this proxy, with these credentials. */
  readonly proxy: string | undefined;
}

/** A listener on a free port of loopback that keeps what it was asked. */
export interface Listening {
  readonly port: number;
  close(): void;
}

/** An answer that whoever asks for a version, an object or a permission is content with. */
const everything = {
  major: "1",
  minor: "37",
  gitVersion: "v1.37.2",
  status: { allowed: true },
  metadata: { name: "kube-root-ca.crt", resourceVersion: "7" },
};

/** Open connections that a proxy made, by both their ports (one port may serve two destinations at once): who asked through them. */
const tunnels = new Map<string, string>();

/** Keeps that a proxy's connection, which is open now, is its own, until it is closed: its port is somebody else's then. */
function keepTunnel(onward: Socket, name: string): void {
  const ports = `${onward.localPort} ${onward.remotePort}`;
  tunnels.set(ports, name);
  onward.once("close", () => tunnels.delete(ports));
}

/** The proxy that made this connection, as the server that took it sees it. */
export function proxyOf(taken: Socket): string | undefined {
  return tunnels.get(`${taken.remotePort} ${taken.localPort}`);
}

/** An API server that answers everything with a version, 401 where "refused" is shown; its client's certificate is asked for. */
export function serveAsked(
  name: string,
  tell: (asked: Asked) => void,
  tls: (KeyedCertificate & { readonly ca: string }) | undefined,
): Promise<Listening> {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    tell(askedOf(name, request));
    const refused = /refused/.test(request.headers.authorization ?? "");
    const body = refused ? { kind: "Status", message: "Unauthorized" } : everything;
    response.writeHead(refused ? 401 : 200, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  const server =
    tls === undefined
      ? createPlainServer(answer)
      : createSecureServer({ ...tls, requestCert: true, rejectUnauthorized: false, allowHTTP1: true }, answer as never);
  return listen(server);
}

function askedOf(server: string, request: IncomingMessage): Asked {
  const { stream } = request as IncomingMessage & { readonly stream?: ServerHttp2Stream };
  const socket = (stream?.session?.socket ?? request.socket) as TLSSocket;
  const raw = request.rawHeaders;
  const impersonation = raw
    .flatMap((header, index) =>
      index % 2 === 0 && /^impersonate-/i.test(header) ? [`${header.toLowerCase()}: ${raw[index + 1]}`] : [],
    )
    .toSorted();
  return {
    server,
    path: (request.url ?? "").replace(/[?&]timeout=5s$/, ""),
    authorization: request.headers.authorization,
    subject: socket.encrypted ? (socket.getPeerCertificate().subject?.CN as string | undefined) : undefined,
    sni: (socket.encrypted && (socket as TLSSocket & { servername?: string | false }).servername) || "",
    impersonation,
    proxy: proxyOf(socket),
  };
}

/**
 * A proxy that opens tunnels (CONNECT) to loopback, whatever host is named, and passes plain requests on; `login` is what
 * it wants to be shown.
 */
export function serveProxy(
  name: string,
  login: string | undefined,
  tls: KeyedCertificate | undefined,
): Promise<Listening> {
  const welcome = (request: IncomingMessage) =>
    login === undefined || request.headers["proxy-authorization"] === `Basic ${Buffer.from(login).toString("base64")}`;
  const server = tls === undefined ? createPlainServer() : createTlsServer(tls);
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    socket.on("error", () => {});
    if (!welcome(request)) return void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const port = Number(request.url?.split(":").at(-1));
    const onward = connect({ host: "127.0.0.1", port }, () => {
      keepTunnel(onward, name);
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (!welcome(request)) return void response.writeHead(407).end();
    const { host, ...headers } = request.headers;
    const { port, pathname, search } = new URL(request.url ?? "");
    const onward = plainRequest({ host: "127.0.0.1", port, path: pathname + search, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    onward.on("socket", (socket) => socket.once("connect", () => keepTunnel(socket, name)));
    request.pipe(onward);
  });
  return listen(server);
}

/** A SOCKS5 proxy without authentication (RFC 1928) that connects to loopback, whatever host is named. */
export function serveSocks(
  name: string,
  create: (onSocket: (socket: Socket) => void) => TcpServer,
): Promise<Listening> {
  return listen(
    create((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => {
        socket.write(Buffer.from([5, 0]));
        socket.once("data", (request) => {
          const onward = connect({ host: "127.0.0.1", port: request.readUInt16BE(request.length - 2) }, () => {
            keepTunnel(onward, name);
            socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
            socket.pipe(onward).pipe(socket);
          });
          onward.on("error", () => socket.destroy());
        });
      });
    }),
  );
}

async function listen(server: Server | TcpServer | Http2SecureServer): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
