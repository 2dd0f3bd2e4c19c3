import { describe, expect, test } from "vitest";
import { UsageError } from "../../../../src/model/errors.ts";
import {
  chooseKubernetes,
  DEFAULT_KUBERNETES,
  knownKubernetesVersions,
  knownVersions,
  versionOfImage,
} from "../../../../src/setup/versions/kubernetes-versions.ts";

describe("a version of Kubernetes", () => {
  test.each([
    ["1.37", "1.37.0"],
    ["v1.36", "1.36.4"],
    ["1.35", "1.35.8"],
    ["1.36.3", "1.36.3"],
    ["v1.34.3", "1.34.3"],
  ])("%s is %s: of two numbers the newest that kind publishes", (wanted, chosen) => {
    expect(chooseKubernetes(wanted)).toBe(chosen);
  });

  test.each(["banana", "1.2.3", "1.99", "2.0", "1.37.99", "", "1.37.0.0"])(
    "%j is refused, with what there is",
    (wanted) => {
      expect(() => chooseKubernetes(wanted)).toThrow(UsageError);
      expect(() => chooseKubernetes("1.37.99")).toThrow(/^Kubernetes 1\.37\.99 is not known here; known: 1\.37\.\d/);
    },
  );

  test("older than the defaults that limits come from is refused, with the reason", () => {
    expect(() => chooseKubernetes("1.31.14")).toThrow(/older than 1\.32: components had other defaults/);
    expect(() => versionOfImage("v1.31.0")).toThrow(/older than 1\.32/);
    expect(knownKubernetesVersions().filter((version) => version.startsWith("1.31"))).toEqual([]);
  });

  test("that is the default is known, and there is more than one way to the newest of its minor", () => {
    expect(knownKubernetesVersions()).toContain(DEFAULT_KUBERNETES);
  });

  test("that kind publishes of the newest two minors can be built here, too", () => {
    const both = knownVersions().filter(({ publishedBy, canBeBuilt }) => publishedBy === "0.33.0" && canBeBuilt);
    expect(both.map(({ kubernetes }) => kubernetes)).toEqual(["1.37.0", "1.36.4"]);
  });

  test("of an image may be any whole one", () => {
    expect(versionOfImage("v1.38.0-alpha.1")).toBe("1.38.0-alpha.1");
    expect(() => versionOfImage("1.36")).toThrow(/whole version/);
  });
});
