import { describe, expect, test } from "vitest";
import { UsageError } from "../../../../src/model/errors.ts";
import { choicesOf, chooseImages, type ImageChoice } from "../../../../src/setup/versions/image-choice.ts";
import { kindReleases } from "../../../../src/setup/versions/kind-releases.ts";
import { DEFAULT_KUBERNETES } from "../../../../src/setup/versions/kubernetes-versions.ts";

const published = kindReleases[0]?.nodes["1.36.4"];

describe("what clusters are made of", () => {
  test.each<[ImageChoice, string, string | undefined]>([
    [{}, DEFAULT_KUBERNETES, undefined],
    [{ kubernetes: "1.36" }, "1.36.4", undefined],
    [{ image: "kindest/node:v1.35.8" }, "1.35.8", undefined],
    [{ image: `mirror:5000/any/name@${published}` }, "1.36.4", undefined],
    [{ image: "mine/node:latest", kubernetes: "1.38.0" }, "1.38.0", undefined],
    [{ image: "mine/node:v1.36.9", kubernetes: "v1.36" }, "1.36.9", undefined],
    [{ kubernetes: "1.36", kind: "0.31" }, "1.36.4", "0.31.0"],
    [{ kubernetes: "1.37", kind: "v0.32.0" }, "1.37.0", "0.32.0"],
  ])("%j is Kubernetes %s by kind %s", (choice, kubernetes, kind) => {
    expect(chooseImages(choice)).toEqual({ kubernetes, kind, image: choice.image });
  });

  test.each<[ImageChoice, RegExp]>([
    [{ kubernetes: "banana" }, /Kubernetes banana is not known here; known: /],
    [{ kind: "0.29.0" }, /kind 0\.29\.0 is not known here; known: 0\.33\.0, 0\.32\.0, 0\.31\.0, 0\.30\.0/],
    [
      { kubernetes: "1.37", kind: "0.31.0" },
      /kind 0\.31\.0 is too old for Kubernetes 1\.37\.0, .*0\.32 or newer: choose/,
    ],
    [{ image: "mine/node:latest" }, /does not name its version of Kubernetes: say it/],
    [{ image: "mine/node:latest", kubernetes: "1.36" }, /an image has a whole version/],
    [{ image: "mine/node:v1.36.4", kubernetes: "1.37" }, /has Kubernetes 1\.36\.4, and --kubernetes says 1\.37/],
    [{ image: `mine/node:v1.35.0@${published}`, kubernetes: "1.35.0" }, /has Kubernetes 1\.36\.4/],
    [{ image: "mine/node:v1.31.4" }, /older than 1\.32/],
    [{ image: "not an image" }, /is no image/],
  ])("%j is refused", (choice, reason) => {
    expect(() => chooseImages(choice)).toThrow(UsageError);
    expect(() => chooseImages(choice)).toThrow(reason);
  });
});

describe("several versions at once", () => {
  test("are one choice each, in the order they were named", () => {
    expect(choicesOf({ kubernetes: ["1.36", "1.37.0"], kind: "0.33.0" })).toEqual([
      { kubernetes: "1.36", image: undefined, kind: "0.33.0" },
      { kubernetes: "1.37.0", image: undefined, kind: "0.33.0" },
    ]);
  });

  test("count once where two words mean the same", () => {
    expect(choicesOf({ kubernetes: ["1.36", "v1.36.4", "1.36.4"] })).toHaveLength(1);
  });

  test("none named is the default, or the image's own", () => {
    expect(choicesOf({})).toEqual([{ kubernetes: undefined, image: undefined, kind: undefined }]);
    expect(choicesOf({ image: "kindest/node:v1.35.8" })).toHaveLength(1);
  });

  test.each<[Parameters<typeof choicesOf>[0], RegExp]>([
    [{ kubernetes: ["1.36", "banana"] }, /Kubernetes banana is not known here/],
    [{ kubernetes: ["1.36", "1.37"], kind: "0.31.0" }, /too old for Kubernetes 1\.37\.0/],
    [{ kubernetes: ["1.36", "1.37"], image: "mine/node:latest" }, /--image mine\/node:latest is one version/],
  ])("%j is refused", (asked, reason) => {
    expect(() => choicesOf(asked)).toThrow(reason);
  });
});
