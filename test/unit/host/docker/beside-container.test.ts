import { expect, it } from "vitest";
import { attachedWords } from "../../../../src/host/docker/attached-container.ts";
import { attachedBeside, modulesFolder, mounted } from "../../../../src/host/docker/beside-container.ts";
import { processLabel } from "../../../../src/host/docker/own-containers.ts";
import { isOwnProcess } from "../../../../src/host/process-start.ts";

const beside = attachedBeside({ container: "0123abc", image: "sha256:f00", argv: ["--a-flag", "/x/probe.ts"] });
const words = attachedWords("mine", beside);
const after = (word: string) => words.flatMap((each, index) => (words[index - 1] === word ? [each] : []));

it("shares the network of one container and nothing else of it, and may do nothing but what probing takes", () => {
  expect(after("--network")).toEqual(["container:0123abc"]);
  expect(after("--cap-drop")).toEqual(["ALL"]);
  expect(after("--cap-add")).toEqual(["SYS_NICE", "DAC_READ_SEARCH"]);
  expect(words).toEqual(expect.arrayContaining(["--rm", "--read-only", "--interactive"]));
  expect(after("--mount").every((mount) => mount.startsWith("type=bind,") && mount.endsWith(",readonly"))).toBe(true);
  expect(words).not.toContain("--privileged");
  expect(words.slice(-5)).toEqual(["--entrypoint", "/kind-chaos-node", "sha256:f00", "--a-flag", "/x/probe.ts"]);
});

it("is known by the process that talks to it", () => {
  const [label = ""] = after("--label");
  expect(label.startsWith(`${processLabel}=`)).toBe(true);
  expect(isOwnProcess(label.slice(processLabel.length + 1))).toBe(true);
});

it.each([
  ["/home/me/kind-chaos", "/home/me/kind-chaos"],
  ["/home/me/my project/node_modules/kind-chaos", "/home/me/my project/node_modules"],
  ["/a/node_modules/.pnpm/kind-chaos@1/node_modules/kind-chaos", "/a/node_modules"],
])("a package at %s finds all that it imports below %s", (folder, modules) => {
  expect(modulesFolder(folder)).toBe(modules);
});

it("a folder with commas and quotes is one word of a mount (encoding/csv)", () => {
  expect(mounted("/a b/c", "/t")).toEqual(["--mount", "type=bind,source=/a b/c,target=/t,readonly"]);
  expect(mounted('/a,"b"', "/t")).toEqual(["--mount", 'type=bind,"source=/a,""b""",target=/t,readonly']);
});
