import { expect, test } from "vitest";
import { namesOf } from "../../../../src/scenario/catalogue.ts";
import { chooseImages } from "../../../../src/setup/versions/image-choice.ts";
import { kindReleases } from "../../../../src/setup/versions/kind-releases.ts";
import { KIND_VERSION, loadBalancerImageOf } from "../../../../src/setup/versions/kind-versions.ts";
import { knownVersions } from "../../../../src/setup/versions/kubernetes-versions.ts";
import { argumentsOf, nameOf, otherKinds } from "../../../../tools/steadiness/other-kinds.ts";

test("every kind that is known to be good makes clusters that are run on", () => {
  const kinds = [KIND_VERSION, ...otherKinds.map(({ kind }) => kind)];
  expect(kinds.toSorted()).toEqual(kindReleases.map(({ kind }) => kind).toSorted());
});

test.each(otherKinds)("kind $kind fits its Kubernetes, which can be built here, and its scenarios are there", (by) => {
  expect(chooseImages(by)).toMatchObject({ kind: by.kind, kubernetes: by.kubernetes });
  expect(knownVersions()).toContainEqual(expect.objectContaining({ kubernetes: by.kubernetes, canBeBuilt: true }));
  expect(namesOf("scenario")).toEqual(expect.arrayContaining([...by.scenarios]));
});

test("one with HAProxy and the usual one meet the same scenarios", () => {
  const haproxy = otherKinds.filter(({ kind }) => loadBalancerImageOf(kind).includes("haproxy"));
  expect(Math.max(...haproxy.map(({ scenarios }) => scenarios.length))).toBeGreaterThan(4);
});

test("rows and command lines say which kind", () => {
  const by = { kind: "0.31.0", kubernetes: "1.36.4" };
  expect(nameOf("lb-kill", by)).toBe("lb-kill by kind 0.31.0");
  expect(argumentsOf(by)).toEqual(["--kind", "0.31.0", "--kubernetes", "1.36.4"]);
});
