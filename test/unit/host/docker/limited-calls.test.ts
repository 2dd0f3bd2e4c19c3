import { createServer, type Server } from "node:http";
import { join } from "node:path";
import Docker from "dockerode";
import { expect, it, onTestFinished } from "vitest";
import { limitCalls, timeoutOf } from "../../../../src/host/docker/limited-calls.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

/** Of a call that must be late; of one that must be answered, however busy this machine is; and of one that must be both. */
const lateMs = 100;
const answeredMs = 15_000;
const longMs = 1_000;

/** A client of an engine of ours, with a limit for each path; `closed` resolves when the client closed a connection. */
async function clientOf(
  server: Server,
  limitOf: (path: string) => number,
): Promise<{ docker: Docker; closed: Promise<unknown> }> {
  const socketPath = join(temporaryFolder(), "engine.sock");
  const closed = new Promise((resolve) => server.on("connection", (socket) => socket.on("close", resolve)));
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  onTestFinished(() => void server.close());
  return { docker: limitCalls(new Docker({ socketPath }), ({ path = "" }) => limitOf(path)), closed };
}

it("a call that the engine never answers fails in time, and its connection is closed", async () => {
  const { docker, closed } = await clientOf(
    createServer(() => {}),
    () => lateMs,
  );
  await expect(docker.getContainer("a").inspect()).rejects.toMatchObject({
    code: "engine-timeout",
    message: "the engine did not answer GET /containers/a/json within 0.1 s",
  });
  await closed;
});

it("a command that is never begun fails so, too", async () => {
  const server = createServer((request, response) => {
    if (request.url?.endsWith("/containers/a/exec")) response.writeHead(201).end('{"Id":"e"}');
  });
  const { docker } = await clientOf(server, (path) => (path.includes("/start") ? lateMs : answeredMs));
  const exec = await docker.getContainer("a").exec({ Cmd: ["true"] });
  await expect(exec.start({ hijack: true, stdin: false })).rejects.toMatchObject({ code: "engine-timeout" });
});

it("what is answered in time is the engine's own word, also a refusal", async () => {
  const server = createServer((request, response) => {
    if (request.url?.includes("/a/")) response.end('{"Id":"1"}');
    else response.writeHead(404).end('{"message":"No such container: b"}');
  });
  const { docker } = await clientOf(server, () => answeredMs);
  expect(await docker.getContainer("a").inspect()).toEqual({ Id: "1" });
  await expect(docker.getContainer("b").inspect()).rejects.toMatchObject({ statusCode: 404 });
});

it("an output that goes on for longer than its call may is not cut", async () => {
  const server = createServer((_request, response) => {
    response.write("begin ");
    setTimeout(() => response.end("end"), longMs + 500);
  });
  const { docker } = await clientOf(server, () => longMs);
  const archive = await docker.getContainer("a").getArchive({ path: "/x" });
  let text = "";
  for await (const part of archive) text += part;
  expect(text).toBe("begin end");
});

it("a stop may take as long as it says itself, and a removal longer than a look", () => {
  expect(timeoutOf({ method: "GET" })).toBe(30_000);
  expect(timeoutOf({ method: "POST", options: { t: 45 } })).toBe(75_000);
  expect(timeoutOf({ method: "DELETE" })).toBe(120_000);
});
