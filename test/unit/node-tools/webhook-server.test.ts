import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../../../src/host/clock.ts";
import { webhookWarning } from "../../../src/node-tools/webhook.ts";
import { webhookCommand, webhookPort, webhookServer, webhookTls } from "../../../src/node-tools/webhook-server.ts";

const folder = mkdtempSync(join(tmpdir(), "kind-chaos-test-"));
const hasPrograms = ["/usr/bin/perl", "/usr/bin/openssl"].every((file) => existsSync(file));
let port = 0;
let end = () => {};

beforeAll(async () => {
  if (!hasPrograms) return;
  const files = ["-keyout", join(folder, "tls.key"), "-out", join(folder, "tls.crt")];
  const made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", "/CN=w"];
  execFileSync("openssl", ["req", "-x509", ...made, "-addext", "subjectAltName=DNS:localhost", ...files], {
    stdio: "ignore",
  });
  const free = createServer().listen(0);
  await new Promise((listens) => free.once("listening", listens));
  port = (free.address() as AddressInfo).port;
  await new Promise((closed) => free.close(closed));
  const text = webhookServer.replaceAll(String(webhookPort), String(port)).replaceAll(`${webhookTls}/`, `${folder}/`);
  const server = spawn("/usr/bin/perl", ["-e", text], { stdio: "ignore" });
  end = () => void server.kill();
});
afterAll(() => {
  end();
  rmSync(folder, { recursive: true });
});

async function ask(body?: string) {
  const dispatcher = new Agent({ connect: { ca: readFileSync(join(folder, "tls.crt")), servername: "localhost" } });
  const request = body === undefined ? { dispatcher } : { dispatcher, method: "POST", body };
  // It may not listen yet.
  const answer = await until({ what: "an answer", timeoutMs: 10_000, everyMs: 10 }, () =>
    fetch(`https://127.0.0.1:${port}/`, request).catch(() => undefined),
  );
  return (await answer.json()) as { response: { uid: string; allowed: boolean } };
}

test.skipIf(!hasPrograms)("every review is admitted under its own uid, many at once and long ones too", async () => {
  const review = (uid: string, more = "") =>
    `{"kind":"AdmissionReview","request":{"uid":"${uid}","object":{"metadata":{"uid":"other"},"x":"${more}"}}}`;
  const uids = ["a", "b", "c", "d"];
  const answers = await Promise.all(uids.map((uid) => ask(review(uid))));
  expect(answers.map(({ response }) => response)).toEqual(
    uids.map((uid) => ({ uid, allowed: true, warnings: [webhookWarning] })),
  );
  expect((await ask(review("long", "x".repeat(100_000)))).response.uid).toBe("long");
});

test.skipIf(!hasPrograms)("a question without a review is answered, as a kubelet asks", async () => {
  expect((await ask()).response.uid).toBe("");
});

test("a kubelet makes the server's very text of a container's command", () => {
  // "$$" is "$", "$(NAME)" a variable, and any other "$" itself.
  const expanded = webhookCommand[2].replaceAll(/\$\$|\$\(\w+\)/g, (found) => (found === "$$" ? "$" : ""));
  expect(expanded).toBe(webhookServer);
});
