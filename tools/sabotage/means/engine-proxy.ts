import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";

const engineSocket = "/var/run/docker.sock";

/** A call to the engine, as the harness makes it. */
export interface EngineCall {
  readonly method: string;
  /** Without the version and what is asked: "/containers/kc-x-worker/pause". */
  readonly path: string;
  /** What a command in a container is made of; empty for every other call. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What becomes of a call: undefined: it goes on as it is; else it is answered here, or goes on changed. */
export type Treatment = { readonly answer: number } | { readonly path?: string; readonly body?: object } | undefined;

/** An engine that does not always do what it says. */
export interface EngineProxy {
  readonly environment: { readonly DOCKER_HOST: string };
  close(): Promise<void>;
}

/** Opens a way to this machine's engine on which each call is treated before it goes on, if it does. */
export async function engineProxy(treat: (call: EngineCall) => Treatment): Promise<EngineProxy> {
  const folder = mkdtempSync(join(tmpdir(), "kind-chaos-engine-"));
  const path = join(folder, "engine.sock");
  const sockets = new Set<Socket>();
  const server = createServer((asked, answer) => {
    handle(asked, answer, treat).catch(() => answer.destroy());
  });
  server.on("upgrade", (asked: IncomingMessage, socket: Socket, head: Buffer) => passOn(asked, socket, head));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
  });
  await new Promise<void>((listening) => server.listen(path, listening));
  const close = async () => {
    const closed = new Promise((done) => server.close(done));
    for (const socket of sockets) socket.destroy();
    await closed;
    rmSync(folder, { recursive: true, force: true });
  };
  return { environment: { DOCKER_HOST: `unix://${path}` }, close };
}

/** Whether a call prepares a command that strikes: only these have a strike's id in their environment. */
export function isStrike({ method, path, body }: EngineCall): boolean {
  const { Env: environment } = body;
  if (method !== "POST" || !path.endsWith("/exec") || !Array.isArray(environment)) return false;
  return environment.some((one) => /^KIND_CHAOS_EXEC=(?!once-)/.test(`${one}`));
}

const isExec = (method: string, path: string) => method === "POST" && /^\/containers\/[^/]+\/exec$/.test(path);

async function handle(
  asked: IncomingMessage,
  answer: ServerResponse,
  treat: (call: EngineCall) => Treatment,
): Promise<void> {
  const { method = "GET", url = "/" } = asked;
  const [, version = "", path = "", query = ""] = /^(\/v[\d.]+)?([^?]*)(.*)$/.exec(url) ?? [];
  const body = isExec(method, path) ? ((await json(asked)) as Record<string, unknown>) : {};
  const treatment = treat({ method, path, body });
  if (treatment !== undefined && "answer" in treatment) {
    asked.resume();
    answer.writeHead(treatment.answer).end();
    return;
  }
  const changed = isExec(method, path) ? JSON.stringify(treatment?.body ?? body) : undefined;
  const { "content-length": _, ...headers } = asked.headers;
  const length = changed === undefined ? asked.headers["content-length"] : Buffer.byteLength(changed);
  const onward = request({
    socketPath: engineSocket,
    method,
    path: `${version}${treatment?.path ?? path}${query}`,
    headers: { ...headers, ...(length === undefined ? {} : { "content-length": length }) },
  });
  onward.on("response", (told) => {
    answer.writeHead(told.statusCode ?? 502, told.headers);
    // Who waits for a container hears at once that it is waited for, and only much later of what.
    answer.flushHeaders();
    told.pipe(answer);
  });
  onward.on("error", () => answer.destroy());
  answer.on("close", () => onward.destroy());
  if (changed === undefined) asked.pipe(onward);
  else onward.end(changed);
}

/** Passes on a connection that stops to speak HTTP, as that to a command's output does. */
function passOn(asked: IncomingMessage, socket: Socket, head: Buffer): void {
  const engine = connect(engineSocket);
  const lines = asked.rawHeaders.flatMap((name, index, all) => (index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : []));
  engine.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  engine.write(head);
  socket.pipe(engine).pipe(socket);
  for (const [one, other] of [
    [socket, engine],
    [engine, socket],
  ] as const)
    one.on("error", () => other.destroy()).on("close", () => other.destroy());
}
