import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { KeyedCertificate } from "../../src/net/certificate.ts";
import type { OciImage, Part } from "./oci-image.ts";

/**
 * How a registry behaves: as Docker Hub, where everybody gets a token for a name; for whoever logs in; at the limit of
 * pulls; broken; or ending every layer in the middle.
 */
export type Behaviour = "open" | "login" | "rate-limited" | "broken" | "cut";

/** A registry on this machine. */
export interface OciRegistry {
  /** Host and port, as an image's name begins. */
  readonly address: string;
  /** Method and path of every request, in order. */
  readonly asked: string[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** Images by repository and tag. */
export type Stock = Readonly<Record<string, Readonly<Record<string, OciImage>>>>;

/** Who may log in. */
export const credentials = { user: "somebody", password: "secret" } as const;

const TOKEN = "a-token-for-everybody";

/** Serves images as the OCI distribution specification says, by tag and by digest, on a free port of an address. */
export async function startOciRegistry(
  stock: Stock,
  { host = "127.0.0.1", tls }: { readonly host?: string; readonly tls?: KeyedCertificate } = {},
): Promise<OciRegistry> {
  let behaviour: Behaviour = "open";
  const asked: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    asked.push(`${request.method} ${request.url}`);
    serve(stock, { behaviour, scheme: tls === undefined ? "http" : "https" }, request, response);
  };
  const server: Server = tls === undefined ? createServer(answer) : createTlsServer({ ...tls }, answer);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    address: `${host}:${(server.address() as AddressInfo).port}`,
    asked,
    behave: (next) => {
      behaviour = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** How a server is spoken to and what it does now. */
interface Manner {
  readonly behaviour: Behaviour;
  readonly scheme: "http" | "https";
}

function serve(stock: Stock, manner: Manner, request: IncomingMessage, response: ServerResponse): void {
  const { behaviour } = manner;
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const challenge = challengeOf(manner, request, url);
  if (behaviour === "broken") response.writeHead(503).end();
  else if (url.pathname === "/token")
    send(response, request, 200, "application/json", JSON.stringify({ token: TOKEN }));
  else if (challenge !== undefined) {
    response.setHeader("www-authenticate", challenge);
    fail(response, request, 401, "UNAUTHORIZED", "authentication required");
  } else if (url.pathname === "/v2/") send(response, request, 200, "application/json", "{}");
  else serveContent(stock, behaviour, url.pathname, request, response);
}

function serveContent(
  stock: Stock,
  behaviour: Behaviour,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const [, name = "", kind, reference = ""] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  const tags = stock[name] ?? {};
  const wanted = tags[reference]?.digest ?? reference;
  const parts = Object.values(tags).flatMap(({ manifests, blobs }) => (kind === "manifests" ? manifests : blobs));
  const part = parts.find(({ digest }) => digest === wanted);
  if (stock[name] === undefined) fail(response, request, 404, "NAME_UNKNOWN", "repository name not known to registry");
  else if (kind === "manifests" && behaviour === "rate-limited")
    fail(response, request, 429, "TOOMANYREQUESTS", "You have reached your unauthenticated pull rate limit.");
  else if (part === undefined)
    fail(response, request, 404, kind === "manifests" ? "MANIFEST_UNKNOWN" : "BLOB_UNKNOWN", "unknown");
  else if (kind === "blobs" && behaviour === "cut" && part.mediaType.includes("layer")) cut(response, part);
  else {
    response.setHeader("docker-content-digest", part.digest);
    send(response, request, 200, part.mediaType, part.bytes);
  }
}

/** What somebody is told who has not shown who they are; undefined where they have. */
function challengeOf({ behaviour, scheme }: Manner, { headers }: IncomingMessage, url: URL): string | undefined {
  if (behaviour === "login") {
    const shown = `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString("base64")}`;
    return headers.authorization === shown ? undefined : 'Basic realm="registry"';
  }
  if (headers.authorization === `Bearer ${TOKEN}`) return undefined;
  const name = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(url.pathname)?.[1];
  const scope = name === undefined ? "" : `,scope="repository:${name}:pull"`;
  return `Bearer realm="${scheme}://${headers.host}/token",service="registry"${scope}`;
}

/** Promises the whole part, sends half of it, and ends the connection. */
function cut(response: ServerResponse, { mediaType, bytes }: Part): void {
  response.writeHead(200, { "content-type": mediaType, "content-length": bytes.length });
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
}

function fail(response: ServerResponse, request: IncomingMessage, status: number, code: string, message: string): void {
  send(response, request, status, "application/json", JSON.stringify({ errors: [{ code, message }] }));
}

function send(
  response: ServerResponse,
  { method }: IncomingMessage,
  status: number,
  type: string,
  body: string | Buffer,
): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "docker-distribution-api-version": "registry/2.0",
  });
  response.end(method === "HEAD" ? undefined : body);
}
