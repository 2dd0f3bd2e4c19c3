import { describe, expect, it } from "vitest";
import {
  chooseKind,
  kindProblem,
  loadBalancerImageOf,
  parseKindVersion,
} from "../../../../src/setup/versions/kind-versions.ts";

describe("kind versions", () => {
  it("reads what kind prints", () => {
    expect(parseKindVersion("kind v0.33.0 go1.26.8 linux/amd64\n")).toBe("0.33.0");
    expect(parseKindVersion("kind v0.34.0-alpha+1a2b3c go1.26.8 linux/amd64")).toBe("0.34.0-alpha+1a2b3c");
    expect(parseKindVersion("something else")).toBeUndefined();
  });

  it.each(["0.30.0", "0.31.0", "0.32.0", "0.33.0"])("takes %s, which is known to be good", (version) => {
    expect(kindProblem(version)).toBeUndefined();
  });

  it.each([
    ["0.29.0", /too old/],
    ["0.34.0", /newer/],
    ["1.0.0", /newer/],
  ])("does not take %s", (version, reason) => {
    expect(kindProblem(version)).toMatch(reason);
  });

  it("knows which kind speaks to which kubeadm", () => {
    expect(kindProblem("0.31.0", "1.37.2")).toMatch(/too old for Kubernetes 1\.37\.2/);
    expect(kindProblem("0.31.0", "1.36.3")).toBeUndefined();
    expect(kindProblem("0.32.0", "1.37.2")).toBeUndefined();
  });

  it.each([
    ["0.30.0", /haproxy:v20230606-/],
    ["0.31.0", /haproxy:v20251211-/],
    ["0.31.1", /haproxy:v20251211-/],
    ["0.32.0", /envoy/],
    ["0.33.0", /envoy/],
  ])("knows the load balancer of %s", (version, image) => {
    expect(loadBalancerImageOf(version)).toMatch(image);
  });

  it.each([
    ["0.31", "0.31.0"],
    ["v0.33.0", "0.33.0"],
  ])("takes %s for %s", (wanted, chosen) => {
    expect(chooseKind(wanted)).toBe(chosen);
  });

  it("refuses a kind that nobody has tried, with those that are known", () => {
    expect(() => chooseKind("0.29.0")).toThrow("kind 0.29.0 is not known here; known: 0.33.0, 0.32.0, 0.31.0, 0.30.0.");
  });
});
