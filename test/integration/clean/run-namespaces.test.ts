import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { cleanNamespaces } from "../../../src/clean/run-namespaces.ts";
import { removalCommand, writeRecord } from "../../../src/monitor/own-namespace.ts";
import { type Answering, base64, makeCertificates, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let made: Awaited<ReturnType<typeof makeCertificates>>;
beforeAll(async () => {
  made = await makeCertificates();
});

/** A cluster on which a run left its namespace, and what it was asked to remove. */
async function leftBehind() {
  const removed: string[] = [];
  const answering: Answering = ({ method, path }) => {
    if (path !== "/api/v1/namespaces/probe") return undefined;
    if (method === "DELETE") removed.push(path);
    if (removed.length > 0) return [method === "DELETE" ? 200 : 404, {}];
    return [200, { metadata: { uid: "1", labels: { "org.kind-chaos.run": "run-1" } } }];
  };
  const { port } = await serveApi([made.server], answering);
  const server = `https://127.0.0.1:${port}`;
  return { server, removed, cluster: { server, "certificate-authority-data": base64(made.authority.cert) } };
}

/** A run's folder below a folder of reports, with a record that names this kubeconfig. */
function runFolder(kubeconfig: string, server: string): { reports: string; folder: string } {
  const reports = temporaryFolder();
  const folder = join(reports, "run-1");
  mkdirSync(folder);
  const record = { run: "run-1", namespace: "probe", context: "here", server, removed: false };
  writeRecord(folder, { ...record, kubeconfig: [kubeconfig] });
  return { reports, folder };
}

const touching = (file: string) => ({
  exec: {
    apiVersion: "client.authentication.k8s.io/v1",
    command: "sh",
    args: ["-c", `touch ${file}`],
    interactiveMode: "Never",
  },
});

it("removes with what the kubeconfig itself shows, and notes that it did", async () => {
  const { server, removed, cluster } = await leftBehind();
  const { reports, folder } = runFolder(writeKubeconfig(temporaryFolder(), cluster, { token: "good" }), server);
  expect(await cleanNamespaces(reports, false, {})).toMatchObject([
    { ok: true, detail: "namespace probe of run-1: removed" },
  ]);
  expect(removed.length).toBe(1);
  expect(readFileSync(join(folder, "namespace.json"), "utf8")).toContain('"removed":true');
  expect(await cleanNamespaces(reports, false, {})).toEqual([]);
});

it.each([
  ["an exec plugin", (file: string) => touching(file), /shows who it is by exec plugin sh/],
  ["a token file", () => ({ tokenFile: "/etc/passwd" }), /shows who it is by token file/],
  [
    "an OIDC issuer",
    () => ({
      "auth-provider": {
        name: "oidc",
        config: { "id-token": "a.b.c", "client-id": "x", "idp-issuer-url": "https://127.0.0.1:1" },
      },
    }),
    /shows who it is by OIDC token/,
  ],
])("runs, reads and asks nothing that a run's folder names: %s", async (_, userOf, message) => {
  const { server, removed, cluster } = await leftBehind();
  const ran = join(temporaryFolder(), "ran");
  const { reports } = runFolder(writeKubeconfig(temporaryFolder(), cluster, userOf(ran)), server);
  const [action] = await cleanNamespaces(reports, false, {});
  expect(action).toMatchObject({ ok: false });
  expect(action?.detail).toMatch(message);
  expect(action?.detail).toMatch(
    /clean --kubeconfig FILE --context NAME; by hand: kubectl --kubeconfig \S+ --context here delete/,
  );
  expect({ ran: existsSync(ran), removed }).toEqual({ ran: false, removed: [] });
});

it("runs the plugin of a context that a person chose, for the records of its server alone", async () => {
  const { server, removed, cluster } = await leftBehind();
  const folder = temporaryFolder();
  const status = { apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential", status: { token: "good" } };
  writeFileSync(join(folder, "give"), `#!/bin/sh\nprintf '%s' '${JSON.stringify(status)}'\n`, { mode: 0o755 });
  const exec = { ...touching("").exec, command: "./give" };
  const mine = writeKubeconfig(folder, cluster, { exec });
  const { reports } = runFolder(mine, server);
  const elsewhere = runFolder(mine, "https://127.0.0.1:1");
  expect(await cleanNamespaces(elsewhere.reports, false, { kubeconfig: mine })).toMatchObject([{ ok: false }]);
  expect(await cleanNamespaces(reports, false, { kubeconfig: mine, context: "here" })).toMatchObject([{ ok: true }]);
  expect(removed.length).toBe(1);
});

it("does not follow a context to another server than the one that was written to", async () => {
  const { removed, cluster } = await leftBehind();
  const { reports } = runFolder(
    writeKubeconfig(temporaryFolder(), cluster, { token: "good" }),
    "https://10.0.0.1:6443",
  );
  const [action] = await cleanNamespaces(reports, false, {});
  expect(action?.detail).toMatch(/leads to another server by now, https:\/\/127\.0\.0\.1:\d+/);
  expect(removed).toEqual([]);
});

it("prints a command that does what it says, whatever stands in the record", () => {
  const record = { run: "r$(x)", namespace: "n", context: "a b", server: "s", removed: false };
  expect(removalCommand({ ...record, kubeconfig: ["/tmp/it's;rm\u001b"] })).toBe(
    "kubectl --kubeconfig '/tmp/it'\\''s;rm\\u001b' --context 'a b' delete namespace -l 'org.kind-chaos.run=r$(x)'",
  );
  expect(removalCommand({ ...record, kubeconfig: ["/a", "/b"] })).toMatch(
    /^KUBECONFIG=\/a:\/b kubectl --context 'a b' /,
  );
  expect(removalCommand({ ...record, kubeconfig: [] })).toMatch(/^kubectl delete namespace -l /);
});
