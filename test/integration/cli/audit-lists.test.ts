import { beforeAll, expect, it } from "vitest";
import { readFacts } from "../../../src/audit/read-facts.ts";
import { choose, reach } from "../../../src/kube/reach.ts";
import { UsageError } from "../../../src/model/errors.ts";
import { type Answering, base64, makeCertificates, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let made: Awaited<ReturnType<typeof makeCertificates>>;
beforeAll(async () => {
  made = await makeCertificates();
});

/** Why an audit of a server that answers like this reads nothing, and how often it asked. */
async function refusal(answering: Answering): Promise<{ message: string; asked: number }> {
  const { port, asked } = await serveApi([made.server], answering);
  const cluster = { server: `https://127.0.0.1:${port}`, "certificate-authority-data": base64(made.authority.cert) };
  const kubeconfig = writeKubeconfig(temporaryFolder(), cluster, { token: "good" });
  const reached = await reach(await choose({ kubeconfig }), 0);
  const error: unknown = await readFacts(reached).catch((thrown: unknown) => thrown);
  reached.api.close();
  expect(error).toBeInstanceOf(UsageError);
  return { message: (error as UsageError).message, asked: asked.length };
}

it("ends a list that tells of the same rest again and again", async () => {
  const { message, asked } = await refusal(({ path }) =>
    path.includes("/nodes") ? [200, { items: [], metadata: { continue: "again" } }] : undefined,
  );
  expect(message).toMatch(
    /^https:\/\/127\.0\.0\.1:\d+: GET \/api\/v1\/nodes has no end: after 1 pages it still tells of more$/,
  );
  expect(asked).toBeLessThan(5);
});

it("ends a list that always tells of another rest", async () => {
  let page = 0;
  const { message } = await refusal(({ path }) =>
    path.includes("/nodes") ? [200, { items: [], metadata: { continue: String(page++) } }] : undefined,
  );
  expect(message).toMatch(/GET \/api\/v1\/nodes has no end: after 10000 pages/);
});

it("says in one line that a list took too long, or broke off", async () => {
  const slow = await refusal(({ path }) => (path.includes("/nodes") ? "never" : undefined));
  expect(slow.message).toMatch(
    /GET \/api\/v1\/nodes: no answer within 10 s: is its API server overloaded\? try again later$/,
  );
});
