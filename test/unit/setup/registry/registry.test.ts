import { expect, test } from "vitest";
import { hostOf, Registry } from "../../../../src/setup/registry/registry.ts";

test.each([
  ["kindest/node:v1", undefined],
  ["node:v1", undefined],
  ["docker.io/kindest/node:v1", "docker.io"],
  ["127.0.0.1:5000/kindest/node:v1", "127.0.0.1:5000"],
  ["localhost/node", "localhost"],
])("the registry of %s is %s", (image, host) => {
  expect(hostOf(image)).toBe(host);
});

test("who is asked is named as a person would", () => {
  expect(new Registry(undefined).nameFor("kindest/node:v1")).toBe("docker.io");
  expect(new Registry(undefined).nameFor("mine.example/node:v1")).toBe("mine.example");
  expect(new Registry("127.0.0.1:5000").nameFor("kindest/node:v1")).toBe("127.0.0.1:5000");
});
