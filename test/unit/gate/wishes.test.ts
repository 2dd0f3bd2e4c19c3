import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/config-file.ts";
import type { GateOptions } from "../../../src/gate/sides.ts";
import { wishesOf } from "../../../src/gate/wishes.ts";
import { known } from "../../../src/scenario/catalogue.ts";
import { validateScenario } from "../../../src/scenario/validate-scenario.ts";
import { rolledNodes } from "../../../src/upgrade/roll.ts";
import { rollScenario } from "../../../src/upgrade/roll-scenario.ts";

const options: GateOptions = { from: "1.36", to: "1.37" };
const usual = ["apiserver-kill", "etcd-minority"];

function configFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "upgrade-")), "own.config.yaml");
  writeFileSync(file, text);
  return file;
}

describe("what an upgrade is asked for", () => {
  it("is the same before, after and in the mixed state, under lanes of the API and of an application", async () => {
    const { from, to, rest, mixed, watched } = await wishesOf(options, undefined);
    expect([from, to].map(({ chosen }) => chosen.kubernetes)).toEqual(["1.36.4", "1.37.0"]);
    expect(from.scenarios.map(({ name }) => name)).toEqual(usual);
    expect(mixed.map(({ name }) => name)).toEqual(usual);
    expect(rest.name).toBe("baseline");
    const operations = watched.lanes.map(({ operation }) => operation);
    expect(operations).toEqual(expect.arrayContaining(["write", "quorum-read", "workload-http", "watch"]));
  });

  it("is baseline without a mixed state where there is one control plane", async () => {
    const { from, mixed } = await wishesOf({ ...options, topology: "single" }, undefined);
    expect(from.scenarios.map(({ name }) => name)).toEqual(["baseline"]);
    expect(mixed).toEqual([]);
  });

  it.each(["ha-3cp-3w", "single"])("makes a roll on %s that a scenario may be", async (name) => {
    const { rest, watched } = await wishesOf({ ...options, topology: name }, undefined);
    const ground = { topology: name, profile: rest.scenario.profile, ...watched };
    const roll = rollScenario({ to: "1.37.0", nodes: rolledNodes(rest.topology) }, ground, rest.topology);
    expect(validateScenario(roll, rest.topology, await known()).guarantees.length).toBeGreaterThan(5);
  });

  it("has one profile for all, that of the first scenario where none is named", async () => {
    const { from, rest } = await wishesOf({ ...options, scenarios: ["baseline"], profile: "fast" }, undefined);
    expect([from, rest].map((one) => ("scenario" in one ? one.scenario : one.options).profile)).toEqual([
      "fast",
      "fast",
    ]);
    expect(from.scenarios[0]?.scenario.profile).toBe("fast");
  });

  it("has what the config file says of both: scenarios, limits of one's own, what the cluster is made of now", async () => {
    const file = configFile(
      "scenarios: [baseline]\nlimits: [{ scenario: baseline, guarantee: 'max-outage readyz/*/*', limit: 7s, reason: ours is slow }]\nrun: { kubernetes: '1.36' }\n",
    );
    const { from, to } = await wishesOf({ to: "1.37" }, await readConfig(file));
    expect([from, to].map(({ chosen }) => chosen.kubernetes)).toEqual(["1.36.4", "1.37.0"]);
    for (const { scenarios } of [from, to]) {
      expect(scenarios.map(({ name }) => name)).toEqual(["baseline"]);
      expect(scenarios[0]?.scenario.guarantees.find(({ guarantee }) => guarantee === "max-outage")?.params.limit).toBe(
        "7s",
      );
    }
  });

  it("may be a change of settings on one version: each side has those of its config file", async () => {
    const toConfig = configFile("run: { topology: single, profile: fast }\n");
    const { from, to } = await wishesOf({ from: "1.37", to: "1.37", toConfig }, undefined);
    expect([from, to].map(({ options: { profile }, chosen }) => [profile, chosen.kubernetes])).toEqual([
      ["stock", "1.37.0"],
      ["fast", "1.37.0"],
    ]);
    expect([from, to].map(({ scenarios }) => scenarios[0]?.topology.name)).toEqual(["ha-3cp-3w", "single"]);
    // What is compared is the same on both.
    expect([from, to].map(({ scenarios }) => scenarios.map(({ name }) => name))).toEqual([["baseline"], ["baseline"]]);
  });

  it.each<[string, Partial<GateOptions>, RegExp]>([
    ["the way back", { from: "1.37", to: "1.36" }, /^1\.37\.0 to 1\.36\.4 is the way back/],
    ["two minor versions", { from: "1.35", to: "1.37" }, /kubeadm upgrades by one minor version at a time/],
    ["nothing that would change", { from: "1.37" }, /^1\.37\.0 to 1\.37\.0: nothing would change/],
    ["no version", { from: undefined as never }, /^upgrade: from which version\? Name it, for example --from 1\.36$/],
    ["no scenario", { scenarios: ["no-such-scenario"] }, /no-such-scenario/],
    ["no config file", { toConfig: "/no/such.yaml" }, /^--to-config \/no\/such\.yaml: there is no such file$/],
  ])("is refused in one line: %s", async (_, other, words) => {
    await expect(wishesOf({ ...options, ...other }, undefined)).rejects.toThrow(words);
  });

  it("is refused where a version is named beside a kind file that pins its image", async () => {
    const topology = configFile(
      "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: [{ role: control-plane, image: 'kindest/node:v1.36.4' }]\n",
    );
    await expect(wishesOf({ ...options, topology }, undefined)).rejects.toThrow(
      /^--from 1\.36: the kind file pins its node image \(kindest\/node:v1\.36\.4\): leave --from out/,
    );
  });
});
