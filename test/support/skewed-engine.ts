import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/** Moments as engines tell them. */
const dates = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"/g;

/** An engine on a socket of the test's own: this machine's, as one tells of it whose clock is off. */
export interface SkewedEngine {
  /** What DOCKER_HOST has to be. */
  readonly host: string;
  /** Its clock is so far off from now on, milliseconds. */
  set(offMs: number): void;
}

/** Every moment that this machine's engine tells in an answer of JSON is told so far off. It is gone when the test is over. */
export async function skewedEngine(offMs: number): Promise<SkewedEngine> {
  let off = offMs;
  const skewed = (date: string) => JSON.stringify(new Date(Date.parse(JSON.parse(date)) + off).toISOString());
  const server = createServer((asked, answer) => {
    const { method, url, headers } = asked;
    const passed = request({ socketPath: "/var/run/docker.sock", method, path: url, headers });
    passed.on("response", async (told: IncomingMessage) => {
      const isJson = told.headers["content-type"]?.startsWith("application/json") === true;
      answer.writeHead(told.statusCode ?? 500, isJson ? { "content-type": "application/json" } : told.headers);
      if (isJson) answer.end((await text(told)).replace(dates, skewed));
      else told.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  const path = join(temporaryFolder(), "skewed.sock");
  await once(server.listen(path), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    host: `unix://${path}`,
    set: (ms) => {
      off = ms;
    },
  };
}
