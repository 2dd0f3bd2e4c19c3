import { describe, expect, test } from "vitest";
import { UsageError } from "../../../../src/model/errors.ts";
import {
  buildSteps,
  distinctSteps,
  estimateSeconds,
  requireSpace,
  whyBuilt,
} from "../../../../src/setup/images/build-plan.ts";
import { nodeImageInputs } from "../../../../src/setup/images/node-image-inputs.ts";
import type { Step } from "../../../../src/setup/steps/step.ts";

const step = (name: string, present?: string): Step => ({
  name,
  title: name,
  check: async () => present,
  run: async () => "",
});

describe("building", () => {
  test("refuses to start where there is too little room", () => {
    expect(() => requireSpace(19.9e9)).toThrow(UsageError);
    expect(() => requireSpace(19.9e9)).toThrow(/19\.9 GB are free/);
    expect(() => requireSpace(20e9)).not.toThrow();
    expect(() => requireSpace(undefined)).not.toThrow();
  });

  test("estimates what is left to do, by the number of cores", async () => {
    const { signal } = new AbortController();
    const all = [step("build-kubernetes"), step("node-image")];
    const onTwo = await estimateSeconds(all, 2, signal);
    const onEight = await estimateSeconds(all, 8, signal);
    expect(onTwo).toBeGreaterThan(300);
    expect(onEight).toBeLessThan(onTwo / 2);
    expect(await estimateSeconds([step("build-kubernetes", "built"), step("node-image")], 2, signal)).toBeLessThan(60);
  });

  test("counts once what two versions share, and each for itself what they do not", () => {
    const plans = ["1.36.4", "1.37.0"].map((version) =>
      buildSteps({ node: nodeImageInputs(version), loadBalancer: undefined }),
    );
    const titles = distinctSteps(plans).map(({ title }) => title);
    expect(titles.filter((title) => /^(kubernetes|etcd|coredns|containerd|podnet) ?/.test(title))).toEqual([
      ...["etcd 3.6.16", "kubernetes 1.36.4", "coredns 1.14.2", "containerd 2.3.4", "podnet 1.36.4"],
      ...["etcd 3.7.0", "kubernetes 1.37.0", "coredns 1.14.6", "podnet 1.37.0"],
    ]);
    expect(titles.filter((title) => title === "Debian root file system")).toHaveLength(1);
  });

  test("fetches modules one component after another, and compiles each when its own and the one before are there", () => {
    const steps = buildSteps({ node: nodeImageInputs("1.37.0"), loadBalancer: undefined });
    const needs = new Map(steps.map(({ name, needs = [] }) => [name, needs]));
    expect(needs.get("modules-etcd")).toEqual([]);
    expect(needs.get("build-etcd")).toEqual(["modules-etcd"]);
    expect(needs.get("modules-kubernetes")).toEqual(["modules-etcd"]);
    expect(needs.get("build-kubernetes")).toEqual(["modules-kubernetes", "build-etcd"]);
    expect(needs.has("modules-pause")).toBe(false);
    expect(needs.get("node-image")).toEqual(["build-pause", "root-filesystem"]);
  });

  test("is not said to be due to a version that was pulled", () => {
    const pulled = "kindest/node:v1.36.4 pulled";
    expect(whyBuilt([[], [step("node-image")]], [pulled, "docker.io does not have it"])).toBe(
      "docker.io does not have it",
    );
    const silent = "docker.io does not answer";
    expect(whyBuilt([[step("node-image")], [step("node-image")]], [silent, silent])).toBe(silent);
  });
});
