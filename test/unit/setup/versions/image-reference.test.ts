import { expect, test } from "vitest";
import { parseImageReference, versionOfTag } from "../../../../src/setup/versions/image-reference.ts";

const digest = `sha256:${"ab".repeat(32)}`;

test.each([
  ["kindest/node:v1.36.4", { repository: "kindest/node", tag: "v1.36.4", digest: undefined }],
  [`kindest/node:v1.36.4@${digest}`, { repository: "kindest/node", tag: "v1.36.4", digest }],
  [`kindest/node@${digest}`, { repository: "kindest/node", tag: undefined, digest }],
  ["127.0.0.1:5000/kindest/node:v1", { repository: "127.0.0.1:5000/kindest/node", tag: "v1", digest: undefined }],
  ["Registry.example/a/b_c--d:T", { repository: "Registry.example/a/b_c--d", tag: "T", digest: undefined }],
  ["localhost:5000/node", { repository: "localhost:5000/node", tag: undefined, digest: undefined }],
])("%s is read", (text, reference) => {
  expect(parseImageReference(text)).toEqual(reference);
});

test.each([
  "",
  "Kindest/Node:v1 ",
  "a b",
  "kindest/node:",
  "kindest/node@sha256:abc",
  "kindest/node@",
  "-x",
  "a//b:c",
  "--all",
  "x:y:z",
])("%j is refused", (text) => {
  expect(() => parseImageReference(text)).toThrow(/is no image: name:tag/);
});

test.each([
  ["v1.36.4", "1.36.4"],
  ["1.36.4", "1.36.4"],
  ["v1.37.0-rc.1", "1.37.0-rc.1"],
  ["v1.37.2-0c5b53a29806", "1.37.2"],
  ["latest", undefined],
  ["v1.36", undefined],
  ["v1.36.4x", undefined],
  [undefined, undefined],
])("the tag %s has %s", (tag, version) => {
  expect(versionOfTag(tag)).toBe(version);
});
