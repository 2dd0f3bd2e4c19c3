import fc from "fast-check";
import { expect, test } from "vitest";
import {
  compareVersions,
  describeVersion,
  minorOf,
  minorsBetween,
  tagOf,
  versionOf,
  withoutPatch,
} from "../../../src/model/version.ts";

test.each([
  ["v1.37.2", [1, 37, 2]],
  ["3.6.8-0", [3, 6, 8]],
  ["1.37", [1, 37, 0]],
  ["v1.34.4-eks-1234", [1, 34, 4]],
  ["v1.33.7+k3s3", [1, 33, 7]],
])("%s has the numbers %j", (text, numbers) => {
  expect(versionOf(text)).toEqual(numbers);
});

test.each([undefined, "", "latest", "1", "sha256:1.2", "v1.x"])("%j has none", (text) => {
  expect(versionOf(text)).toBeUndefined();
});

test("the minor version, and a version without its patch", () => {
  expect(["v1.37.2", "0.33.0-alpha", "1.36", "latest"].map(minorOf)).toEqual([37, 33, 36, Number.NaN]);
  expect(["v1.37.2", "1.36", "latest"].map(withoutPatch)).toEqual(["1.37", "1.36", "latest"]);
});

const version = fc.tuple(fc.nat(99), fc.nat(999), fc.nat(999));

test("what is written is read again, and order is that of the numbers", () => {
  fc.assert(
    fc.property(version, version, (one, other) => {
      expect(versionOf(`v${describeVersion(one)}`)).toEqual(one);
      const weight = ([major, minor, patch]: readonly number[]) =>
        ((major ?? 0) * 1e3 + (minor ?? 0)) * 1e3 + (patch ?? 0);
      expect(Math.sign(compareVersions(one, other))).toBe(Math.sign(weight(one) - weight(other)));
    }),
  );
});

test("minor versions are counted within a major one alone", () => {
  expect(minorsBetween([1, 36, 4], [1, 37, 0])).toBe(1);
  expect(minorsBetween([1, 37, 0], [1, 36, 9])).toBe(-1);
  expect(minorsBetween([1, 37, 0], [2, 0, 0])).toBe(Number.POSITIVE_INFINITY);
});

test.each([
  ["registry.k8s.io/etcd:3.6.8-0", "3.6.8-0"],
  ["localhost:5000/etcd", ""],
  ["localhost:5000/etcd:3.6.8@sha256:abc", "3.6.8"],
  [undefined, ""],
])("the tag of %j is %j", (image, tag) => {
  expect(tagOf(image)).toBe(tag);
});
