import { expect, test } from "vitest";
import { sectionsOf } from "../../../src/audit/haproxy-sections.ts";

test("words are taken as HAProxy takes them: quotes, spaces behind a backslash, comments", () => {
  const [section] = sectionsOf(
    `backend api # the API\n\tserver a "10.0.0.1:6443" # first\n  tcp-check send GET\\ / 'x # y'\n`,
  );
  expect(section).toEqual({
    kind: "backend",
    name: "api",
    lines: [
      ["server", "a", "10.0.0.1:6443"],
      ["tcp-check", "send", "GET /", "x # y"],
    ],
  });
});

test("each section has the defaults before it, or those that it names; defaults may build on others", () => {
  const text =
    "defaults a\n retries 1\ndefaults b from a\n maxconn 2\nbackend x\n balance first\nlisten y from a\nglobal\n daemon\n";
  expect(sectionsOf(text).map(({ name, lines }) => [name, ...lines.map((line) => line.join(" "))])).toEqual([
    ["x", "retries 1", "maxconn 2", "balance first"],
    ["y", "retries 1"],
  ]);
});
