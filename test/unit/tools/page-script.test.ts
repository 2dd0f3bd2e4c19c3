import { Script } from "node:vm";
import { expect, it } from "vitest";
import { pageScript } from "../../../tools/page-script.ts";

const script = pageScript();

it("is one script that parses without modules, and has no types and no comments", () => {
  expect(() => new Script(script)).not.toThrow();
  expect(script).not.toMatch(/^(?:import|export)\b|\binterface \w+ \{|: readonly |\/\*\*/m);
});

it("asks nobody for anything, and runs no text", () => {
  expect(script).not.toMatch(
    /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|\bimport\(|\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write/,
  );
});

it("runs where there is nothing to answer", () => {
  const nothing = { getElementById: () => null };
  expect(() => new Script(script).runInNewContext({ document: nothing })).not.toThrow();
});
