import { expect, test } from "vitest";
import type { Version } from "../../../src/model/version.ts";
import { areTooFarApart, tooFar } from "../../../src/model/version-skew.ts";

const minor = (number: number): Version => [1, number, 0];

test("API servers may be one minor version apart, and of one major version", () => {
  expect(areTooFarApart(minor(36), [1, 37, 9])).toBe(false);
  expect(areTooFarApart(minor(35), minor(37))).toBe(true);
  expect(areTooFarApart(minor(37), [2, 0, 0])).toBe(true);
});

test("a kubelet may be three minor versions older than the newest API server, and not newer than the oldest", () => {
  expect(tooFar(minor(34), minor(36), minor(37))).toBeUndefined();
  expect(tooFar([1, 36, 9], minor(36), minor(37))).toBeUndefined();
  expect(tooFar(minor(33), minor(36), minor(37))).toEqual({ is: "older", minors: 4 });
  expect(tooFar(minor(37), minor(36), minor(37))).toEqual({ is: "newer" });
});
