import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { base64, makeCertificates, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { type Loaded, runRecorded } from "../../support/loaded-modules.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const recorded = join(import.meta.dirname, "../../fixtures/recorded-runs/etcd-minority/journal.jsonl.gz");
/** The folder of a recorded run, as the run left it. */
function runFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "journal.jsonl"), gunzipSync(readFileSync(recorded)));
  return folder;
}
const client = "/node_modules/@kubernetes/client-node/";
const loads = (urls: readonly string[]) => urls.some((url) => url.includes(client));
const clientIn = ({ byScript }: Loaded) => [...byScript].filter(([, urls]) => loads(urls)).map(([script]) => script);

let kubeconfig: (port: number) => string;
let server: Parameters<typeof serveApi>[0][number];
beforeAll(async () => {
  const made = await makeCertificates();
  server = made.server;
  kubeconfig = (port) => {
    const cluster = { server: `https://127.0.0.1:${port}`, "certificate-authority-data": base64(made.authority.cert) };
    return writeKubeconfig(temporaryFolder(), cluster, { token: "good" });
  };
});

it.each([
  ["--help", ["--help"]],
  ["list", ["list"]],
  ["plan", ["plan", "etcd-minority"]],
  ["replay", ["replay"]],
  ["a command's help", ["monitor", "--help"]],
])("%s loads nothing of the Kubernetes client", async (_, args) => {
  const loaded = await runRecorded(...args, ...(args[0] === "replay" ? [runFolder()] : []));
  expect(loaded.code, loaded.stderr).toBe(0);
  expect([...loaded.byScript.values()].flat().length).toBeGreaterThan(20);
  expect(clientIn(loaded)).toEqual([]);
});

it("a command that reaches a cluster loads it, and the probing process does not", async () => {
  const { port } = await serveApi([server]);
  const args = ["--kubeconfig", kubeconfig(port), "--for", "1s", "--lanes", "quorum-read/new", "--json"];
  const loaded = await runRecorded("monitor", ...args, "--reports", temporaryFolder());
  expect(loaded.stderr).toContain("answered by node-a");
  const scripts = [...loaded.byScript.keys()].map((script) => script.split("/").at(-1));
  expect(scripts).toEqual(expect.arrayContaining(["cli.ts", "probe-process.ts"]));
  expect(clientIn(loaded).map((script) => script.split("/").at(-1))).toEqual(["cli.ts"]);
});
