import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import maxOutage from "../../../src/guarantees/max-outage.ts";
import { loadReporters, projectFolder } from "../../../src/scenario/catalogue.ts";
import { base64, makeCertificates, serveApi, writeKubeconfig } from "../../support/api-double.ts";
import { countingEngine } from "../../support/counting-engine.ts";
import { rewriteJournal } from "../../support/sealed-journal.ts";
import { writeRun } from "../../support/story-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { undoOf } from "../../support/undo-of.ts";

let made: Awaited<ReturnType<typeof makeCertificates>>;
beforeAll(async () => {
  made = await makeCertificates();
});

/** Somebody else's containers: one with a node's name, one of plain kind under our prefix. */
const victims = [
  { id: "a".repeat(64), name: "kc-x-control-plane", labels: {}, network: "bridge" },
  { id: "b".repeat(64), name: "kc-y-worker", labels: { "io.x-k8s.kind.cluster": "kc-y" }, network: "kind" },
];

/** Every file below a folder with its text, and where links lead. */
function everything(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, "utf8")]));
}

/** The real command with an engine that counts, a cache and a home of its own. */
async function world() {
  const engine = await countingEngine(victims);
  const { port, asked } = await serveApi([made.server], () => [200, { metadata: { uid: "1", labels: {} } }]);
  const [outside, reports, cache] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  writeFileSync(join(outside, "mine"), "mine\n");
  const env = { DOCKER_HOST: engine.host, KIND_CHAOS_CACHE: cache, HOME: outside, NO_COLOR: "1" };
  const chaos = (...argv: readonly string[]) =>
    execa(process.execPath, [join(projectFolder, "src/cli.ts"), ...argv], { reject: false, env, cwd: outside });
  const server = `https://127.0.0.1:${port}`;
  const cluster = { server, "certificate-authority-data": base64(made.authority.cert) };
  const kubeconfig = writeKubeconfig(reports, cluster, { token: "good" });
  return { engine, asked, outside, reports, cache, chaos, server, kubeconfig };
}

test("a folder of reports from elsewhere makes clean do nothing: no container, no server, no file", async () => {
  const { engine, asked, outside, reports, cache, chaos, server, kubeconfig } = await world();
  const run = join(reports, "etcd-minority-20261127T120300Z");
  mkdirSync(run);
  const smuggled = { do: "exec", node: "kc-x-control-plane", argv: ["touch", join(outside, "ran")] };
  const lines = [
    undoOf("down"),
    { type: "intent", id: "down", cluster: "kc-x", at: "2026-11-23T11:00:00.000Z", actions: [smuggled] },
    { ...undoOf("up"), fault: "../../../outside/evil", folder: outside },
  ];
  writeFileSync(join(run, "undo.jsonl"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const record = { run: "run-1", namespace: "default", kubeconfig, context: "here", server, removed: false };
  writeFileSync(join(run, "namespace.json"), JSON.stringify(record));
  symlinkSync(outside, join(reports, "monitor-20261127T120400Z"));
  writeFileSync(join(outside, "namespace.json"), JSON.stringify(record));
  const before = { ...everything(reports), ...everything(outside) };
  const { exitCode, stderr } = await chaos("clean", "--all", "--reports", reports);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: `engine: Docker 26.1.5 at ${engine.host} of the docker context "default"`,
  });
  expect({ engine: engine.asked, server: asked }).toEqual({ engine: [], server: [] });
  expect({ ...everything(reports), ...everything(outside) }).toEqual(before);
  expect(Object.keys(everything(cache))).toEqual([]);
});

/** The folder of a run whose own names lead elsewhere. */
function hostileRun(outside: string): string {
  const folder = writeRun(maxOutage.stories().fail);
  rewriteJournal(join(folder, "journal.jsonl"), ([first = "", ...rest]) => [
    JSON.stringify({ ...JSON.parse(first), run: `../../${outside}/run`, scenario: `${outside}/run`, summary: outside }),
    ...rest,
  ]);
  return folder;
}

test("a run's folder from elsewhere makes replay write nothing outside of it, and do nothing", async () => {
  const { engine, outside, cache, chaos } = await world();
  const folder = hostileRun(outside);
  const files = (await loadReporters()).map(({ file }) => file);
  const before = everything(outside);
  const written = await chaos("replay", folder, "--write");
  expect(written.exitCode, written.stderr).toBe(1);
  expect(readdirSync(folder).toSorted()).toEqual(["journal.jsonl", ...files].toSorted());
  const other = hostileRun(outside);
  symlinkSync(join(outside, "mine"), join(other, files[0] ?? ""));
  const refused = await chaos("replay", other, "--write");
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("is a symbolic link") });
  const linked = temporaryFolder();
  symlinkSync(join(folder, "journal.jsonl"), join(linked, "journal.jsonl"));
  expect(await chaos("replay", linked)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("symbolic link"),
  });
  expect({ engine: engine.asked, cache: everything(cache) }).toEqual({ engine: [], cache: {} });
  expect(everything(outside)).toEqual(before);
});
