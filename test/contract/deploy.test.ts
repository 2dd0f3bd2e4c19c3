import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDeadline } from "../../src/command-line/deadline.ts";
import { readVersions } from "../../src/command-line/versions-option.ts";
import { waitingMs } from "../../src/command-line/waiting.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { chooseImages } from "../../src/setup/versions/image-choice.ts";
import { readStoreAddress } from "../../src/store/address.ts";
import { type Container, type DeployedJob, deployed, deployedText, nightValues } from "../support/deploy.ts";

const [night] = deployed<DeployedJob>("job.yaml") as [DeployedJob];
const [merge] = deployed<DeployedJob>("merge.yaml") as [DeployedJob];
const values = nightValues();
const pod = night.spec.template.spec;
const [engine] = pod.initContainers as [Container];
const [shard] = pod.containers as [Container];
const [merging] = merge.spec.template.spec.containers as [Container];

interface Kustomization {
  readonly resources: readonly string[];
  readonly configMapGenerator: readonly {
    readonly name: string;
    readonly envs?: readonly string[];
    readonly files?: readonly string[];
  }[];
  readonly images: readonly { readonly name: string }[];
}

describe("deploy/", () => {
  it("is what its kustomization names, and nothing else", () => {
    const [{ resources, configMapGenerator, images }] = deployed<Kustomization>("kustomization.yaml") as [
      Kustomization,
    ];
    const named = [...resources, ...configMapGenerator.flatMap(({ envs = [], files = [] }) => [...envs, ...files])];
    expect([...named, "kustomization.yaml", "volume"].toSorted()).toEqual(
      readdirSync(join(projectFolder, "deploy")).toSorted(),
    );
    expect(images.map(({ name }) => name)).toEqual([shard.image]);
    expect(merging.image).toBe(shard.image);
    const claims = deployed<{ readonly metadata: { readonly name: string } }>("volume/reports.yaml");
    expect(deployedText("volume/kustomization.yaml")).toContain(`claimName: ${claims[0]?.metadata.name}`);
  });

  it("gives its scripts every variable that they use, and no other", () => {
    const used = ["shard.sh", "merge.sh"].flatMap((script) => deployedText(script).match(/\$\{?([A-Z_]+)/g) ?? []);
    const names = new Set(used.map((word) => word.replace(/\W/g, "")));
    names.delete("JOB_COMPLETION_INDEX");
    // The store's own client reads the others.
    const own = Object.keys(values).filter((name) => !name.startsWith("AWS_"));
    expect([...names].toSorted()).toEqual(own.toSorted());
    for (const { command = [] } of [shard, merging]) {
      const script = join(projectFolder, command[0]?.replace("/night/scripts", "deploy") ?? "");
      expect(existsSync(script)).toBe(true);
      expect(statSync(script).mode & 0o111).toBe(0o111);
    }
  });

  it("has its scripts run by whoever, in a number that is the same in octal and in kustomize's own decimal", () => {
    const modes = [night, merge].flatMap(({ spec }) =>
      spec.template.spec.volumes.flatMap(({ configMap }) => configMap?.defaultMode ?? []),
    );
    expect(modes).toEqual([0o555, 0o555]);
  });

  it("has values that the command takes", () => {
    expect(
      readVersions(values.VERSIONS ?? "").map((kubernetes) => chooseImages({ kubernetes }).kubernetes),
    ).toHaveLength(2);
    expect(readStoreAddress(values.STORE ?? "")).toBeDefined();
    const deadlineMs = readDeadline(values.DEADLINE)?.atMs ?? 0;
    // Images come before it; what is told that it has to stop heals, reports and deletes before its pod is killed.
    expect((pod.activeDeadlineSeconds ?? 0) * 1_000 - deadlineMs).toBeGreaterThanOrEqual(3_600_000);
    expect(waitingMs(values.WAIT ?? "")).toBeGreaterThan(deadlineMs);
  });
});

describe("the Job of shards", () => {
  it("has as many indexes as there are shards, each tried again for itself", () => {
    expect(night.spec).toMatchObject({ completionMode: "Indexed", completions: Number(values.SHARDS) });
    expect(night.spec.parallelism).toBeLessThanOrEqual(night.spec.completions ?? 0);
    expect(night.spec.backoffLimitPerIndex).toBeGreaterThan(0);
    expect(pod.restartPolicy).toBe("Never");
  });

  it("has an engine of its own in each pod, which starts first, and shares with it what both have to know by one path", () => {
    expect(engine).toMatchObject({ restartPolicy: "Always", securityContext: { privileged: true } });
    expect(pod.shareProcessNamespace).toBe(true);
    const pathsOf = ({ volumeMounts }: Container) =>
      new Map(volumeMounts.map(({ name, mountPath }) => [name, mountPath]));
    for (const name of ["socket", "cache"]) expect(pathsOf(engine).get(name)).toBe(pathsOf(shard).get(name));
    const variable = ({ env = [] }: Container, wanted: string) => env.find(({ name }) => name === wanted)?.value;
    expect(variable(shard, "KIND_CHAOS_CACHE")).toBe(pathsOf(shard).get("cache"));
    expect(engine.args).toContain(`--host=${variable(shard, "DOCKER_HOST")}`);
    expect(variable(engine, "DOCKER_HOST")).toBe(variable(shard, "DOCKER_HOST"));
    expect(values.REPORTS).toBe(pathsOf(shard).get("reports"));
  });

  it("has no two shards on one machine, and no right on the cluster", () => {
    expect(JSON.stringify(pod.affinity)).toContain(JSON.stringify(night.spec.template.metadata.labels));
    for (const { spec } of [night.spec.template, merge.spec.template])
      expect(spec.automountServiceAccountToken).toBe(false);
  });
});

it("the last Job is not tried again for what it found", () => {
  expect(merge.spec.podFailurePolicy?.rules.flatMap(({ onExitCodes }) => onExitCodes.values)).toEqual([1, 3]);
  expect(merge.spec.template.spec.restartPolicy).toBe("Never");
});
