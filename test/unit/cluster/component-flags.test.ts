import { expect, it } from "vitest";
import { commandLines, parseCommandLines } from "../../../src/cluster/component-flags.ts";
import { componentCommands as commands } from "../../support/component-commands.ts";

it("refuses to guess for a component that does not run", () => {
  expect(() => parseCommandLines(commands.replace("== etcd\netcd\n--election-timeout=2500\n", "== etcd\n"))).toThrow(
    /no running etcd/,
  );
});

const etcdOf = (...lines: string[]) =>
  parseCommandLines(commands.replace("--election-timeout=2500", lines.join("\n"))).etcd;

it.each([
  ["one word", ["--election-timeout=2500"]],
  ["one dash", ["-election-timeout=2500"]],
  ["two words", ["--name", "a", "--election-timeout", "2500", "--quiet"]],
  ["an environment that the command line goes before", ["ETCD_ELECTION_TIMEOUT=1", "--election-timeout=2500"]],
  ["the environment alone", ["ETCD_NAME=a", "ETCD_ELECTION_TIMEOUT=2500", "--quiet"]],
])("reads a flag in %s", (_, lines) => {
  expect(etcdOf(...lines)).toMatchObject({ "election-timeout": "2500" });
});

it("asks etcd's process for its environment, of which only flags are printed, and no other component's", () => {
  expect(commandLines("etcd")).toContain("</proc/$pid/environ | sed -n '/^ETCD_/p'; ");
  expect(commandLines("kube-apiserver")).not.toContain("environ");
});

it("takes a flag without a value for true, the last one too", () => {
  expect(etcdOf("--quiet", "--election-timeout=2500", "--last")).toMatchObject({ quiet: "true", last: "true" });
});
