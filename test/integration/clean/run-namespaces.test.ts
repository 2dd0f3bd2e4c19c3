import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { cleanNamespaces } from "../../../src/clean/run-namespaces.ts";
import { processStart } from "../../../src/host/process-start.ts";
import { keepRecord, type NamespaceRecord } from "../../../src/monitor/namespace-record.ts";
import { removalCommand } from "../../../src/monitor/own-namespace.ts";
import { type Answering, base64, makeCertificates, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let made: Awaited<ReturnType<typeof makeCertificates>>;
beforeAll(async () => {
  made = await makeCertificates();
});

beforeEach(() => {
  vi.stubEnv("KIND_CHAOS_CACHE", temporaryFolder());
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

/** A monitor's record that names this kubeconfig; the monitor is dead unless it is said to be this process. */
function recorded(kubeconfig: string, server: string, own: Partial<NamespaceRecord> = {}): void {
  const record = { run: "run-1", namespace: "probe", context: "here", server, pid: 2 ** 22 + 1, started: "1" };
  keepRecord({ ...record, kubeconfig: [kubeconfig], ...own });
}

const recordsFolder = () => join(process.env.KIND_CHAOS_CACHE ?? "", "monitors");

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
  recorded(writeKubeconfig(temporaryFolder(), cluster, { token: "good" }), server);
  const [file = ""] = readdirSync(recordsFolder());
  expect(statSync(join(recordsFolder(), file)).mode & 0o777).toBe(0o600);
  expect(await cleanNamespaces(false, {})).toMatchObject([{ ok: true, detail: "namespace probe of run-1: removed" }]);
  expect(removed.length).toBe(1);
  expect(readdirSync(recordsFolder())).toEqual([]);
  expect(await cleanNamespaces(false, {})).toEqual([]);
});

it("leaves alone what a living monitor uses, and names a record that cannot be read", async () => {
  const { server, removed, cluster } = await leftBehind();
  const kubeconfig = writeKubeconfig(temporaryFolder(), cluster, { token: "good" });
  recorded(kubeconfig, server, { pid: process.pid, started: processStart(process.pid) ?? "" });
  writeFileSync(join(recordsFolder(), "broken.json"), "{");
  const actions = await cleanNamespaces(false, {});
  expect(actions).toMatchObject([
    { what: "undo", ok: false },
    { what: "in-use", ok: true },
  ]);
  expect(actions[0]?.detail).toMatch(/broken\.json is no record of a monitor/);
  expect(removed).toEqual([]);
});

it("asks no server and removes nothing because a run's folder says so", async () => {
  const { server, removed, cluster } = await leftBehind();
  const kubeconfig = writeKubeconfig(temporaryFolder(), cluster, { token: "good" });
  const reports = temporaryFolder();
  mkdirSync(join(reports, "run-1"));
  const foreign = { run: "run-1", namespace: "probe", kubeconfig, context: "here", server, removed: false };
  writeFileSync(join(reports, "run-1", "namespace.json"), JSON.stringify(foreign));
  expect(await cleanNamespaces(false, {})).toEqual([]);
  expect(removed).toEqual([]);
});

it.each(["../run", "a/b", "", "a b"])("keeps no record under a name that is none: %j", (run) => {
  expect(() => recorded("/x", "s", { run })).toThrow("is no name of a run");
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
])("runs, reads and asks nothing that a record names: %s", async (_, userOf, message) => {
  const { server, removed, cluster } = await leftBehind();
  const ran = join(temporaryFolder(), "ran");
  recorded(writeKubeconfig(temporaryFolder(), cluster, userOf(ran)), server);
  const [action] = await cleanNamespaces(false, {});
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
  recorded(mine, "https://127.0.0.1:1", { run: "elsewhere" });
  expect(await cleanNamespaces(false, { kubeconfig: mine })).toMatchObject([{ ok: false }]);
  recorded(mine, server);
  const both = await cleanNamespaces(false, { kubeconfig: mine, context: "here" });
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(removed.length).toBe(1);
});

it("does not follow a context to another server than the one that was written to", async () => {
  const { removed, cluster } = await leftBehind();
  recorded(writeKubeconfig(temporaryFolder(), cluster, { token: "good" }), "https://10.0.0.1:6443");
  const [action] = await cleanNamespaces(false, {});
  expect(action?.detail).toMatch(/leads to another server by now, https:\/\/127\.0\.0\.1:\d+/);
  expect(removed).toEqual([]);
});

it("prints a command that does what it says, whatever stands in the record", () => {
  const record = { run: "r$(x)", context: "a b" };
  expect(removalCommand({ ...record, kubeconfig: ["/tmp/it's;rm\u001b"] })).toBe(
    "kubectl --kubeconfig '/tmp/it'\\''s;rm\\u001b' --context 'a b' delete namespace -l 'org.kind-chaos.run=r$(x)'",
  );
  expect(removalCommand({ ...record, kubeconfig: ["/a", "/b"] })).toMatch(
    /^KUBECONFIG=\/a:\/b kubectl --context 'a b' /,
  );
  expect(removalCommand({ ...record, kubeconfig: [] })).toMatch(/^kubectl delete namespace -l /);
});
