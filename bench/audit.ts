import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { createAuthority, issueCertificate } from "../src/net/certificate.ts";
import { spawnCli } from "./support/cli-process.ts";
import { listsOf } from "./support/large-cluster.ts";

/**
 * Time and memory of `audit` on a cluster of 1,000 nodes and 30,000 pods with objects as large as an API server's, which
 * a server of this process answers in pages: what the audit itself costs, without a cluster. Prints figures with their
 * limits; exits with 1 where one is not kept. Takes about half a minute.
 * Usage: node bench/audit.ts [nodes] [pods of each node]
 */
const limits = { seconds: 10, peakMb: 500 };
const [nodes = 1_000, podsOfNode = 30] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "kind-chaos-bench-"));
const lists = listsOf(nodes, podsOfNode);
const authority = await createAuthority("bench");
const certificate = await issueCertificate(authority, ["localhost"], ["127.0.0.1"]);
let bytes = 0;

const server = createServer({ ...certificate }, (request, response) => {
  const url = new URL(request.url ?? "", "https://localhost");
  const [status, body] = answer(url);
  bytes += body.length;
  response.writeHead(status, { "content-length": Buffer.byteLength(body) }).end(body);
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const kubeconfig = join(folder, "kubeconfig");
writeFileSync(kubeconfig, kubeconfigOf((server.address() as AddressInfo).port));
try {
  const run = await spawnCli(["audit", "--kubeconfig", kubeconfig, "--json", "--fail-on", "never"]);
  if (run.stdout === "") throw new Error(`exit code ${run.exitCode}: ${run.stderr}`);
  const { summary, findings } = JSON.parse(run.stdout) as { summary: Record<string, unknown>; findings: unknown[] };
  const kept = run.seconds <= limits.seconds && run.peakMb <= limits.peakMb;
  if (!kept) process.exitCode = 1;
  console.table({
    audit: {
      "time, s": run.seconds.toFixed(2),
      "limit, s": limits.seconds,
      "CPU, s": run.cpuSeconds.toFixed(2),
      "peak memory, MB": run.peakMb.toFixed(0),
      "limit, MB": limits.peakMb,
      kept,
    },
  });
  console.table({ ...summary, findings: findings.length, "read, MB": (bytes / 1e6).toFixed(0) });
} finally {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
}

/** Pages are made into text when they are asked for, as an API server does. */
function answer({ pathname, searchParams }: URL): [number, string] {
  if (pathname === "/version") return [200, JSON.stringify({ gitVersion: "v1.37.2" })];
  const items = lists[pathname];
  if (items === undefined) return [404, "{}"];
  const from = Number(searchParams.get("continue") ?? 0);
  const to = from + Number(searchParams.get("limit") ?? items.length);
  const metadata = to < items.length ? { continue: String(to) } : {};
  return [200, JSON.stringify({ metadata, items: items.slice(from, to) })];
}

function kubeconfigOf(port: number): string {
  const data = (text: string) => Buffer.from(text).toString("base64");
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "here",
    contexts: [{ name: "here", context: { cluster: "c", user: "u" } }],
    clusters: [
      {
        name: "c",
        cluster: { server: `https://127.0.0.1:${port}`, "certificate-authority-data": data(authority.cert) },
      },
    ],
    users: [{ name: "u", user: { token: "bench" } }],
  });
}
