import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { Kube } from "../../../src/kube/kube.ts";
import { LocalApiServer } from "../../../src/kube/local-server.ts";
import { PlatformError } from "../../../src/model/errors.ts";
import { createAuthority, issueCertificate, type KeyedCertificate } from "../../../src/net/certificate.ts";
import { base64, writeKubeconfig } from "../../support/api-double.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

interface Request {
  readonly line: string;
  readonly body: string;
  readonly subject: string | undefined;
}
type Answers = Readonly<Record<string, readonly [number, object | string] | "never">>;

let authority: KeyedCertificate;
let client: KeyedCertificate;
let port: number;
let close: () => void;
let answers: Answers = {};
let asked: Request[] = [];
let connections = 0;

beforeAll(async () => {
  authority = await createAuthority("the cluster's own");
  const own = await issueCertificate(authority, ["kc-control-plane", "localhost"]);
  client = await issueCertificate(authority, ["kubernetes-admin"]);
  const server = createServer({ ...own, ca: authority.cert, requestCert: true }, (request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const line = `${request.method} ${request.url}`;
      asked.push({
        line,
        body,
        subject: (request.socket as never as { getPeerCertificate(): { subject: { CN: string } } }).getPeerCertificate()
          .subject.CN,
      });
      const answer = answers[line] ?? [599, `nobody meant ${line}`];
      if (answer === "never") return;
      const text = typeof answer[1] === "string" ? answer[1] : JSON.stringify(answer[1]);
      response
        .writeHead(answer[0], { "content-type": typeof answer[1] === "string" ? "text/plain" : "application/json" })
        .end(text);
    });
  });
  server.on("secureConnection", () => {
    connections += 1;
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  port = (server.address() as AddressInfo).port;
  close = () => {
    server.close();
    server.closeAllConnections();
  };
});
afterAll(() => close());
beforeEach(() => {
  asked = [];
  connections = 0;
});

async function withKube<Value>(told: Answers, use: (kube: Kube) => Promise<Value>, limitMs?: number): Promise<Value> {
  answers = told;
  const cluster = { server: `https://127.0.0.1:${port}`, "certificate-authority-data": base64(authority.cert) };
  const user = { "client-certificate-data": base64(client.cert), "client-key-data": base64(client.key) };
  const kube = await Kube.open(writeKubeconfig(temporaryFolder(), cluster, user), limitMs);
  try {
    return await use(kube);
  } finally {
    kube.close();
  }
}

const pod = {
  metadata: { name: "web", namespace: "shop", uid: "1", creationTimestamp: "2026-01-01T00:00:00Z" },
  status: {
    phase: "Running",
    containerStatuses: [
      {
        name: "a",
        restartCount: 2,
        ready: true,
        image: "i",
        imageID: "x",
        state: { running: { startedAt: "2026-01-01T00:00:05Z" } },
      },
    ],
  },
};

it("lists nodes, pods and events and reads a Lease, with the kubeconfig's certificate", async () => {
  const told = {
    "GET /api/v1/nodes": [200, { kind: "NodeList", items: [{ metadata: { name: "n" } }] }],
    "GET /api/v1/pods": [200, { kind: "PodList", items: [pod] }],
    "GET /api/v1/namespaces/shop/pods": [200, { kind: "PodList", items: [] }],
    "GET /api/v1/events": [
      200,
      {
        kind: "EventList",
        items: [
          {
            metadata: { name: "e" },
            involvedObject: { name: "web" },
            reason: "Evicted",
            lastTimestamp: "2026-01-01T00:00:01Z",
          },
        ],
      },
    ],
    "GET /apis/coordination.k8s.io/v1/namespaces/kube-system/leases/x": [200, { spec: { holderIdentity: "me" } }],
  } as const satisfies Answers;
  await withKube(told, async (kube) => {
    expect((await kube.nodes()).map(({ metadata }) => metadata?.name)).toEqual(["n"]);
    const [read] = await kube.allPods();
    expect(new Date(read?.status?.containerStatuses?.[0]?.state?.running?.startedAt ?? 0).toISOString()).toBe(
      "2026-01-01T00:00:05.000Z",
    );
    expect(read?.metadata?.deletionTimestamp).toBeUndefined();
    expect(await kube.pods("shop")).toEqual([]);
    expect((await kube.events()).map(({ reason }) => reason)).toEqual(["Evicted"]);
    expect(await kube.leaseHolder("kube-system", "x")).toBe("me");
  });
  expect(new Set(asked.map(({ subject }) => subject))).toEqual(new Set(["kubernetes-admin"]));
});

it("makes and removes objects, and evicts a pod", async () => {
  const told = {
    "POST /api/v1/namespaces": [201, { kind: "Namespace" }],
    "POST /api/v1/namespaces/kc/configmaps": [201, { kind: "ConfigMap" }],
    "POST /api/v1/namespaces/kc/pods/web/eviction": [201, { kind: "Status", status: "Success" }],
    "DELETE /api/v1/namespaces/kc": [200, { kind: "Namespace", status: { phase: "Terminating" } }],
    "DELETE /api/v1/persistentvolumes/gone": [404, { message: "not found" }],
    "GET /apis/apps/v1/deployments?limit=1": [200, { items: [{ spec: { replicas: 3 }, unknown: 1 }] }],
  } as const satisfies Answers;
  await withKube(told, async (kube) => {
    await kube.createNamespace("kc", { a: "b" });
    await kube.createConfigMap("kc", "one");
    const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: "web", namespace: "kc" } };
    expect(await kube.create("/api/v1/namespaces/kc/pods/web/eviction", eviction)).toMatchObject({ status: "Success" });
    await kube.deleteNamespace("kc");
    await kube.remove("/api/v1/persistentvolumes/gone");
    expect(await kube.get("/apis/apps/v1/deployments?limit=1")).toEqual({
      items: [{ spec: { replicas: 3 }, unknown: 1 }],
    });
  });
  const bodies = asked.filter(({ body }) => body !== "").map(({ line, body }) => [line, JSON.parse(body) as unknown]);
  expect(bodies).toMatchObject([
    ["POST /api/v1/namespaces", { metadata: { name: "kc", labels: { a: "b" } } }],
    ["POST /api/v1/namespaces/kc/configmaps", { metadata: { name: "one" }, data: {} }],
    ["POST /api/v1/namespaces/kc/pods/web/eviction", { kind: "Eviction" }],
  ]);
});

it("tells a refusal with the API's own reason on one line, whichever way it was asked", async () => {
  const told = {
    "GET /api/v1/nodes": [403, { kind: "Status", message: "nodes is forbidden\u001b[2J" }],
    "GET /api/v1/pods": [502, "<html>Bad Gateway</html>"],
    "GET /x": [409, { message: "the object has been modified" }],
  } as const satisfies Answers;
  await withKube(told, async (kube) => {
    await expect(kube.nodes()).rejects.toThrow(
      new PlatformError("kubernetes", "list nodes: 403 nodes is forbidden\\u001b[2J"),
    );
    await expect(kube.allPods()).rejects.toThrow(/^list pods: 502 $/);
    await expect(kube.get("/x")).rejects.toThrow(/^GET \/x: 409 the object has been modified$/);
  });
});

it("tells a call without an answer as one, whichever way it was asked, and no number that is not the API's", async () => {
  const late = "no answer within 0.3 s";
  await withKube(
    { "GET /api/v1/nodes": "never", "GET /version": "never" },
    async (kube) => {
      await expect(kube.nodes()).rejects.toThrow(new PlatformError("kubernetes", `list nodes: ${late}`));
      await expect(kube.get("/version")).rejects.toThrow(new PlatformError("kubernetes", `GET /version: ${late}`));
    },
    300,
  );
});

it("stays on one connection to an API server, so that no look is slow because of a handshake", async () => {
  answers = { "GET /readyz": [200, "ok"], "GET /api/v1/namespaces/default": [200, {}] };
  const api = await LocalApiServer.open(port, { ca: authority.cert, ...client });
  for (let look = 0; look < 10; look++) {
    await api.call("GET", "/readyz", undefined, 3_000);
    await api.call("GET", "/api/v1/namespaces/default", undefined, 3_000);
  }
  expect({ connections, calls: asked.length }).toEqual({ connections: 1, calls: 20 });
  api.close();
});

it("gives up a call at its limit, and the next one goes over a connection of its own", async () => {
  answers = { "GET /readyz": "never", "GET /livez": [200, "ok"] };
  const api = await LocalApiServer.open(port, { ca: authority.cert, ...client });
  await expect(api.call("GET", "/readyz", undefined, 200)).rejects.toThrow(
    new PlatformError("endpoint", `GET /readyz on port ${port}: no answer within 0.2 s`),
  );
  const { date, ...answer } = await api.call("GET", "/livez", undefined, 1_000);
  expect(answer).toEqual({ status: 200, body: "ok" });
  expect(Math.abs(Date.parse(date ?? "") - Date.now())).toBeLessThan(60_000);
  expect(connections).toBe(2);
  expect(await api.peerNames()).toEqual(["kc-control-plane", "localhost"]);
  api.close();
});

it("tells who cannot be reached as the platform's trouble, not as a bug", async () => {
  const gone = await LocalApiServer.open(1, { ca: authority.cert, ...client });
  await expect(gone.call("GET", "/readyz", undefined, 500)).rejects.toThrow(
    /^GET \/readyz on port 1: connect ECONNREFUSED/,
  );
  await expect(gone.peerNames()).rejects.toBeInstanceOf(PlatformError);
  gone.close();
});
