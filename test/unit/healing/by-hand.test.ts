import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { byHand, shortWords } from "../../../src/healing/by-hand.ts";
import type { Action } from "../../../src/model/action.ts";

const script = `echo 'a  b'\nprintf '%s\\n' "$1" \\\n  "it's"`;
const inNode: Action = { do: "exec", node: "kc-x-worker", argv: ["sh", "-c", script, "sh", "$HOME x"] };

test("a command for a person's own shell is one line, and means the same", () => {
  const line = byHand([inNode]);
  expect(line).toMatch(/^docker exec kc-x-worker /);
  expect(line).not.toContain("\n");
  const own = line.replace("docker exec kc-x-worker ", "");
  expect(execFileSync("bash", ["-c", own], { encoding: "utf8" })).toBe("a  b\n$HOME x\nit's\n");
});

test("what was done is told by its command where that is short", () => {
  expect(shortWords([{ do: "unpause", node: "kc-x-worker" }])).toBe("docker unpause kc-x-worker");
  expect(shortWords([inNode])).toBe("mended in the node");
});
