import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { createCluster } from "../../src/cluster/creation.ts";
import { deleteCluster } from "../../src/cluster/deletion.ts";
import { parseTopology } from "../../src/cluster/topology.ts";
import { Engine } from "../../src/host/engine.ts";
import { hostFacts } from "../../src/host/host-facts.ts";
import { known, projectFolder } from "../../src/scenario/catalogue.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { planCluster } from "../../src/scenario/planned-cluster.ts";
import { resolveImages } from "../../src/setup/images/images.ts";
import { writeDeployment } from "../support/night-deployment.ts";
import { writeShards } from "../support/shard-folders.ts";

/*
 * The Jobs of deploy/ on a real cluster, whose pods run the image. There is no engine in them here: their shards are pure
 * work, runs that were recorded before and are judged again. One pod dies at its first attempt.
 */
const tag = "kind-chaos:night";
const name = `kc-night-${process.pid}`;
const node = `${name}-control-plane`;
const shards = 3;
const engine = new Engine();
const folder = mkdtempSync(join(tmpdir(), "kind-chaos-night-"));
/** Where the node has it, and the pods of it. */
const there = "/kc-night";

const kubectl = (...words: readonly string[]) =>
  execa("docker", ["exec", node, "kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", ...words], { reject: false });

beforeAll(async () => {
  const local =
    (await execa("docker", ["pull", baseOfDockerfile()], { reject: false, timeout: 60_000 })).exitCode !== 0;
  const build = ["tools/image/build.ts", "--tag", tag, ...(local ? ["--local-base"] : [])];
  await execa(process.execPath, build, { cwd: projectFolder });
  await makeCluster();
  const image = join(folder, "image.tar");
  await execa("docker", ["save", "--output", image, tag]);
  await execa("docker", ["exec", node, "ctr", "-n", "k8s.io", "images", "import", `${there}/image.tar`]);
  rmSync(image);
});
afterAll(async () => {
  await deleteCluster(engine, (await resolveImages()).kind, name);
  rmSync(folder, { recursive: true, force: true });
});

function baseOfDockerfile(): string {
  return String(/^ARG BASE=(.+)$/m.exec(readFileSync(join(projectFolder, "Dockerfile"), "utf8"))?.[1]);
}

async function makeCluster(): Promise<void> {
  const text = stringify({
    ...{ kind: "Cluster", apiVersion: "kind.x-k8s.io/v1alpha4" },
    nodes: [{ role: "control-plane", extraMounts: [{ hostPath: folder, containerPath: there }] }],
  });
  const topology = parseTopology(text, join(folder, "night.yaml"));
  const { scenario } = await loadScenario("baseline", known());
  const { config } = planCluster({ scenario, topology }, {}, await hostFacts());
  const { kind, nodeImage, kubernetes } = await resolveImages();
  await createCluster(engine, {
    ...{ name, kind, nodeImage, kubernetes, config, folder: join(folder, "cluster"), labels: {} },
    signal: AbortSignal.timeout(600_000),
    note: () => {},
  });
}

const statusOf = async (job: string) =>
  JSON.parse((await kubectl("get", "job", job, "--output", "json")).stdout).status;
const isOver = (status: { conditions?: { type: string; status: string }[] }) =>
  status.conditions?.find((one) => ["Complete", "Failed"].includes(one.type) && one.status === "True")?.type;

test("every pod runs its shard, one that died is run again, and the last Job tells what a merge here tells", async () => {
  await writeShards(join(folder, "left"), shards);
  mkdirSync(join(folder, "reports"));
  writeDeployment(folder, { there, tag, shards });
  const { exitCode, stderr } = await kubectl("apply", "--kustomize", `${there}/deploy`);
  expect(exitCode, stderr).toBe(0);
  await expect
    .poll(async () => isOver(await statusOf("night")), { timeout: 300_000, interval: 2_000 })
    .toBe("Complete");
  expect(await statusOf("night")).toMatchObject({ succeeded: shards, failed: 1, completedIndexes: "0-2" });
  await expect.poll(async () => isOver(await statusOf("merge")), { timeout: 120_000, interval: 2_000 }).toBeDefined();
  const parts = Array.from({ length: shards }, (_, index) => join(folder, `reports/shard-${index + 1}-of-${shards}`));
  const here = await execa(
    process.execPath,
    ["src/cli.ts", "merge", ...parts, "--output", join(folder, "here/merged"), "--expect", String(shards)],
    { cwd: projectFolder, reject: false },
  );
  for (const file of ["summary.json", "summary.md", "junit.xml"])
    expect(readFileSync(join(folder, "reports/merged", file), "utf8")).toBe(
      readFileSync(join(folder, "here/merged", file), "utf8"),
    );
  const pods = JSON.parse((await kubectl("get", "pods", "--selector", "job-name=merge", "--output", "json")).stdout);
  const codes = pods.items.map(
    (pod: { status: { containerStatuses: { state: { terminated?: { exitCode: number } } }[] } }) =>
      pod.status.containerStatuses[0]?.state.terminated?.exitCode,
  );
  // A verdict is not merged again.
  expect(codes).toEqual([here.exitCode]);
});
