import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { answers } from "../../../../src/audit/kind/etcd.ts";
import { createAuthority, issueCertificate, type KeyedCertificate } from "../../../../src/net/certificate.ts";

let authority: KeyedCertificate;
let member: KeyedCertificate;
let client: KeyedCertificate;
beforeAll(async () => {
  authority = await createAuthority("etcd-ca");
  member = await issueCertificate(authority, ["localhost"], ["127.0.0.1"]);
  client = await issueCertificate(authority, ["kube-apiserver-etcd-client"]);
});

type Answering = Readonly<Record<string, (body: unknown, url: string) => object | undefined>>;

/** A server that wants a certificate of etcd's clients, and answers as the gateway of etcd 3.6 does. */
async function serve(answering: Answering): Promise<string> {
  const server: Server = createServer(
    { ...member, ca: authority.cert, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      request.on("end", () => {
        const answer = answering[request.url ?? ""]?.(JSON.parse(text), url);
        response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? {}));
      });
    },
  );
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return url;
}

const ofThree: Answering = {
  "/v3/cluster/member/list": (_, url) => ({
    members: [
      { ID: "1", name: "a", clientURLs: [url] },
      { ID: "2", name: "b", clientURLs: ["https://127.0.0.1:1"] },
      { ID: "3", clientURLs: [], isLearner: true },
    ],
  }),
  "/v3/maintenance/alarm": (body) =>
    (body as { action?: string }).action === "GET" ? { alarms: [{ memberID: "2", alarm: "NOSPACE" }] } : undefined,
  "/v3/maintenance/status": () => ({ dbSize: "1048576", dbSizeQuota: "8388608" }),
};
const shown = () => ({ ca: authority.cert, cert: client.cert, key: client.key });

test("members say who they are, who answers, how large they are, and what alarms there are", async () => {
  const url = await serve(ofThree);
  expect(await answers(["https://127.0.0.1:1", url], shown(), 1)).toEqual({
    members: [
      { name: "a", place: "127.0.0.1", learner: false, answers: true, sizeBytes: 1_048_576 },
      { name: "b", place: "127.0.0.1", learner: false, answers: false },
      { name: "a member that has not started", place: "", learner: true, answers: false },
    ],
    alarms: ["NOSPACE of b"],
    quotaBytes: 8_388_608,
  });
});

test("a member of etcd 3.5 does not say its quota: what its flag says counts", async () => {
  const url = await serve({ ...ofThree, "/v3/maintenance/status": () => ({ dbSize: "7" }) });
  expect((await answers([url], shown(), 4_096)).quotaBytes).toBe(4_096);
});

test("that none answers is told with the reason of each", async () => {
  const url = await serve({});
  await expect(answers([url, "https://127.0.0.1:1"], shown(), 1)).rejects.toThrow(
    /^no member answers: .*status 404; .*ECONNREFUSED/,
  );
});
