import { describe, expect, it, onTestFinished } from "vitest";
import { readAddress } from "../../../src/notify/address.ts";
import type { Message } from "../../../src/notify/message.ts";
import { post } from "../../../src/notify/post.ts";
import { serveProxy } from "../../support/asked-server.ts";
import { serveWebhook } from "../../support/webhook.ts";

const message: Message = {
  ...{ version: 1, tool: "kind-chaos", kind: "run", name: "etcd-minority-1", outcome: "fail", exitCode: 1 },
  ...{ startedAt: "2026-11-27T00:00:00Z", durationMs: 1, headline: "etcd-minority: fail", details: ["a < b"] },
};
/** Of a server that answers, however busy this machine is, and of one that never does. */
const patient = { totalMs: 20_000, attemptMs: 6_000, pauseMs: 10 };
const limits = { totalMs: 1_500, attemptMs: 400, pauseMs: 10 };

async function serve(...statuses: readonly number[]) {
  const webhook = await serveWebhook(...statuses);
  onTestFinished(webhook.close);
  return webhook;
}

const to = (url: string, environment = {}, within = patient) =>
  post(readAddress(url, {}), message, { limits: within, environment });

describe("posting a verdict", () => {
  it("sends plain JSON, with the login of the address as a header", async () => {
    const { got, url } = await serve(200);
    expect(await to(url.replace("://", "://me:s%40y@"))).toBeUndefined();
    expect(got).toHaveLength(1);
    expect(got[0]?.body).toEqual(message);
    expect(got[0]?.headers).toMatchObject({
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from("me:s@y").toString("base64")}`,
    });
  });

  it("sends Slack's form where that is asked for, without markup of its texts", async () => {
    const { got, url } = await serve(200);
    expect(await to(`slack+${url}`)).toBeUndefined();
    expect(got[0]?.body).toMatchObject({
      text: ":red_circle: etcd-minority: fail",
      blocks: [{ type: "section" }, { text: { text: "• a &lt; b" } }],
    });
  });

  it("tries again after answers that pass: 503, 429", async () => {
    const { got, url } = await serve(503, 429, 200);
    expect(await to(url)).toBeUndefined();
    expect(got).toHaveLength(3);
  });

  it.each([400, 403, 404, 302])("tries once, and says so, after %i", async (status) => {
    const { got, url } = await serve(status);
    expect(await to(url)).toBe(`it answered ${status}`);
    expect(got).toHaveLength(1);
  });

  it("gives up after some attempts, and in bounded time where nothing answers", async () => {
    const busy = await serve(500);
    expect(await to(busy.url)).toBe("it answered 500");
    expect(busy.got).toHaveLength(4);
    const silent = await serve(0);
    const begun = performance.now();
    expect(await to(silent.url, {}, limits)).toBe("no answer within 1.5 s");
    expect(performance.now() - begun).toBeLessThan(limits.totalMs + 1_000);
  });

  it("ends when it is interrupted", async () => {
    const silent = await serve(0);
    const begun = performance.now();
    const stop = AbortSignal.timeout(50);
    const long = { totalMs: 20_000, attemptMs: 6_000, pauseMs: 10 };
    expect(await post(readAddress(silent.url, {}), message, { limits: long, stop })).toBe("it was interrupted");
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it("says in one line, without the address, that nobody listens", async () => {
    const problem = await to("http://127.0.0.1:1/services/verysecret");
    expect(problem).toMatch(/^it cannot be reached( \(\w+\))?$/);
  });

  it("goes through the environment's proxy, but not to this machine", async () => {
    const { got, url, port } = await serve(200);
    const proxy = await serveProxy("p", undefined, undefined);
    onTestFinished(() => proxy.close());
    const HTTP_PROXY = `http://127.0.0.1:${proxy.port}`;
    expect(await to(`http://chat.example:${port}/x`, { HTTP_PROXY })).toBeUndefined();
    expect(got).toHaveLength(1);
    expect(await to(url, { HTTP_PROXY: "http://127.0.0.1:1" })).toBeUndefined();
    expect(got).toHaveLength(2);
  });
});
