import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kernelFeatures } from "../../src/host/kernel-features.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { codeIn, readDocument } from "../support/documents.ts";
import { errorCodes } from "../support/error-codes.ts";
import { passingOn, printedErrors } from "../support/printed-errors.ts";
import { nameOf, nodesIn, parseSource, readSources, type Syntax } from "../support/source-file.ts";
import { TextReader } from "../support/text-reader.ts";
import { ambiguousIn, entriesOf, entriesWith, unusedLines } from "../support/troubleshooting.ts";

const page = readFileSync(join(projectFolder, "docs/troubleshooting.md"), "utf8");
const entries = entriesOf(page);
const sources = new Map([...readSources(projectFolder, "src"), ...readSources(projectFolder, "bin")]);
const printed = printedErrors(sources);
const texts = [...new Set(printed.map(({ text }) => text))];

describe("docs/troubleshooting.md", () => {
  it("has one entry for everything that is printed where something is wrong", () => {
    expect(texts.filter((text) => entriesWith(text, entries).length === 0)).toEqual([]);
    expect(ambiguousIn(texts, entries)).toEqual([]);
  });

  it("has no line that nothing prints, and none twice", () => {
    expect(unusedLines(texts, entries)).toEqual([]);
    const lines = entries.flatMap((entry) => entry.lines);
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
  });

  it("names the code of every error at the entry with its words", () => {
    const wrong = printed.filter(
      ({ text, code = "…" }) => code !== "…" && !entriesWith(text, entries).some(({ codes }) => codes.includes(code)),
    );
    expect(wrong).toEqual([]);
  });

  it("names no code that there is not, and leaves none out", () => {
    const made = errorCodes(sources).filter((code) => code !== "usage");
    const named = entries.flatMap(({ codes }) => codes);
    expect(made.filter((code) => !named.includes(code))).toEqual([]);
    expect(named.filter((code) => !made.includes(code))).toEqual([]);
  });

  it("has words about each entry", () => {
    expect(entries.filter(({ words }) => words.length < 60).map(({ title }) => title)).toEqual([]);
  });

  it("has a row for each finding of doctor, and for no other", () => {
    const rows = readDocument("docs/troubleshooting.md").rows.filter(({ head }) => head[0] === "finding");
    expect(rows.flatMap(({ cells }) => codeIn(cells[0] ?? "")).toSorted()).toEqual(findings().toSorted());
  });

  it("has commander's words as commander has them", () => {
    const source = readFileSync(join(projectFolder, "node_modules/commander/lib/command.js"), "utf8");
    const parts = entries.flatMap(({ foreign }) => foreign).flatMap((line) => line.split("…"));
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter((part) => part.length > 3 && !source.includes(part))).toEqual([]);
  });
});

it("what only passes the words of others on is known: those have their entries where they are made", () => {
  expect(passingOn(sources)).toEqual(passesOn);
});

it("finds what has no entry, what is there twice, and what nothing prints", () => {
  const text = [
    "function no(what: string) { return new UsageError(what + ': is missing'); }",
    "throw no(file);",
    "throw new PlatformError('odd', x ? 'it was odd' : 'it was ' + x);",
  ].join("\n");
  const source = parseSource("src/a.ts", text);
  const found = printedErrors(new Map([[source.file, source]]));
  expect(found).toEqual([
    { file: "src/a.ts", text: "…: is missing" },
    { file: "src/a.ts", text: "it was odd", code: "odd" },
    { file: "src/a.ts", text: "it was …", code: "odd" },
  ]);
  const small = entriesOf(
    "# T\n\n## S\n\n### A\n\nWords.\nCodes: `odd`.\n\n```text\nit was …\nnever said\n```\n\n### B\n\n```text\nit …\n```\n",
  );
  const said = found.map(({ text }) => text);
  expect(small[0]?.codes).toEqual(["odd"]);
  expect(said.filter((text) => entriesWith(text, small).length === 0)).toEqual(["…: is missing"]);
  expect(ambiguousIn(said, small)).toEqual(["it was odd: A, B"]);
  expect(unusedLines(said, small)).toEqual(["never said"]);
});

/** The first words of doctor's lines; what is looked up for a version or a kernel has its name after them. */
function findings(): string[] {
  const diagnosis = ["diagnosis", "machine-findings"].map((name) => sources.get(`src/setup/${name}.ts`));
  const told = diagnosis.flatMap((source) => {
    if (source === undefined) throw new Error("doctor is somewhere else now");
    const reader = new TextReader(sources);
    const nodes = [...nodesIn(source.tree)];
    const subjects = nodes.filter(({ type, key }) => type === "Property" && nameOf(key) === "subject");
    const calls = nodes.filter(({ callee }) => ["atLeast", "imageFinding"].includes(nameOf(callee) ?? ""));
    return [...subjects.map(({ value }) => value), ...calls.map((call) => (call.arguments as Syntax[])[0])]
      .flatMap((node) => reader.textsOf(node, source))
      .map((text) => text.replace(/ ?….*$/, ""))
      .filter((text) => text !== "" && text !== "kernel:");
  });
  return [...new Set([...told, ...kernelFeatures(false, "v1").map(({ name }) => `kernel: ${name}`)])];
}

/** Each adds at most a place to words that another file, a schema, a program or the engine has made. */
const passesOn = [
  "src/analysis/verdict/judge.ts",
  "src/analysis/verdict/machine/machine-report.ts",
  "src/calibration/scripted-servers.ts",
  "src/cli.ts",
  "src/cluster/etcd.ts",
  "src/cluster/kind-file/decode.ts",
  "src/cluster/kind-file/kind-file.ts",
  "src/cluster/kind-file/kubeadm-config.ts",
  "src/cluster/kubeadm-patches.ts",
  "src/cluster/lease.ts",
  "src/cluster/topology.ts",
  "src/config/config-file.ts",
  "src/guarantees/at-most-one-pod.ts",
  "src/guarantees/endpoints-stable.ts",
  "src/guarantees/kit/define-guarantee.ts",
  "src/guarantees/no-lost-writes.ts",
  "src/guarantees/no-needless-evictions.ts",
  "src/guarantees/pinned-by-volume.ts",
  "src/guarantees/recovery-point.ts",
  "src/host/docker/exec.ts",
  "src/host/docker/other-engine.ts",
  "src/host/docker/wrapped.ts",
  "src/host/input-file.ts",
  "src/host/yaml-text.ts",
  "src/kube/call-error.ts",
  "src/kube/kube.ts",
  "src/kube/permissions.ts",
  "src/monitor/own-namespace.ts",
  "src/node-tools/kubectl.ts",
  "src/probes/process/probing-process.ts",
  "src/reference/run-set-of.ts",
  "src/run/judged-run.ts",
  "src/run/recorded-run.ts",
  "src/run/result-files.ts",
  "src/runner/fault/back-off.ts",
  "src/runner/guard.ts",
  "src/scenario/planned-cluster.ts",
  "src/scenario/prepare.ts",
  "src/scenario/quarantine-file.ts",
  "src/scenario/reporter-choice.ts",
  "src/scenario/scenario-file.ts",
  "src/scenario/validate-scenario.ts",
  "src/scenario/validation/parameters.ts",
  "src/scenario/validation/place.ts",
  "src/scenario/validation/steps.ts",
  "src/scenario/yaml/read-scenario-yaml.ts",
  "src/setup/engine/engine.ts",
  "src/setup/images/images-step.ts",
  "src/setup/prune/prune.ts",
  "src/setup/set-up.ts",
  "src/suite/run-several.ts",
  "src/targets/target.ts",
  "src/watchdog/watchdog.ts",
];
