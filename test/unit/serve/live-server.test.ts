import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { UsageError } from "../../../src/model/errors.ts";
import { LiveServer } from "../../../src/serve/live-server.ts";
import { liveSnapshot } from "../../support/live-snapshots.ts";

const servers: LiveServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(): Promise<LiveServer> {
  const server = await LiveServer.start(0);
  servers.push(server);
  return server;
}

async function ask(url: string | URL, options: { method?: string; headers?: Record<string, string> } = {}) {
  const asked = request(url, options).end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  return answer;
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) text += chunk;
  return text;
}

/** Reads a stream's events as they come. */
async function* eventsOf(answer: IncomingMessage): AsyncGenerator<{ event: string; data: Record<string, string> }> {
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
      const [, event = "", data = ""] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      yield { event, data: JSON.parse(data) };
    }
  }
}

describe("a live page", () => {
  it("is found at its address on loopback, and says that nobody may keep, frame or guess it", async () => {
    const { address } = await serve();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
    const answer = await ask(address);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    const nonce = /script-src 'nonce-([^']+)'/.exec(String(answer.headers["content-security-policy"]))?.[1];
    expect(await textOf(answer)).toContain(`<script nonce="${nonce}">`);
  });

  it("serves nothing without its token, to another host's name, by another method, or beside itself", async () => {
    const { address } = await serve();
    const { origin } = new URL(address);
    const status = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).statusCode;
    expect(await status(origin)).toBe(404);
    expect(await status(`${origin}/${"x".repeat(32)}/`)).toBe(404);
    expect(await status(`${origin}/${"x".repeat(32)}/events`)).toBe(404);
    expect(await status(address.slice(0, -2))).toBe(404);
    expect(await status(`${address}report.json`)).toBe(404);
    expect(await status(`${address}events/`)).toBe(404);
    expect(await status(address, { headers: { host: "evil.example" } })).toBe(421);
    expect(await status(`${address}events`, { headers: { host: "evil.example" } })).toBe(421);
    expect(await status(address, { method: "POST" })).toBe(405);
  });

  it("is told the run as it is at once and each second, then what became of it, then that this is the end", async () => {
    const server = await serve();
    const events = eventsOf(await ask(`${server.address}events`));
    const next = async () => (await events.next()).value;
    expect(await next()).toMatchObject({ event: "state", data: { head: expect.stringContaining("No run has begun") } });
    let at = 60_000;
    server.show(() => liveSnapshot({ at }));
    expect(await next()).toMatchObject({ event: "state", data: { now: expect.stringContaining("01:00 since") } });
    at = 61_000;
    // Without anybody's doing.
    expect(await next()).toMatchObject({ event: "state", data: { now: expect.stringContaining("01:01 since") } });
    server.over({ outcome: "pass", folder: "reports/x" });
    expect(await next()).toMatchObject({ event: "state", data: { now: expect.stringContaining("PASS") } });
    await server.close();
    servers.length = 0;
    expect(await next()).toMatchObject({ event: "state" });
    expect(await next()).toEqual({ event: "end", data: {} });
    expect(await next()).toBeUndefined();
    await expect(ask(server.address)).rejects.toThrow(/ECONNREFUSED/);
  });

  it("forgets a reader that goes away, and has no more than sixteen", async () => {
    const server = await serve();
    const answers = await Promise.all(Array.from({ length: 16 }, () => ask(`${server.address}events`)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(16).fill(200));
    expect((await ask(`${server.address}events`)).statusCode).toBe(503);
    answers[0]?.destroy();
    await expect.poll(async () => (await ask(`${server.address}events`)).statusCode).toBe(200);
  });

  it("ends although a reader does not read", async () => {
    const server = await LiveServer.start(0);
    const answer = await ask(`${server.address}events`);
    answer.pause();
    const huge = "x".repeat(9_000);
    const lines = Array.from({ length: 50 }, () => ({ at: 0, text: huge }));
    server.show(() => liveSnapshot({ lines }));
    for (let index = 0; index < 50; index++) server.over({ outcome: "pass", folder: "x" });
    await server.close();
  });
});

it("says in one line that a port is taken", async () => {
  const { address } = await serve();
  const port = Number(new URL(address).port);
  await expect(LiveServer.start(port)).rejects.toThrow(UsageError);
  await expect(LiveServer.start(port)).rejects.toThrow(new RegExp(`^--serve ${port}: .*EADDRINUSE.*give another port`));
});
