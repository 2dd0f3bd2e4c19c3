import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { stretchesOf, warmUp, wholeRun } from "../../src/analysis/timeline/stretches.ts";
import { eventSchema } from "../../src/model/event.ts";
import { derivedLimitNameSchema } from "../../src/model/guarantee.ts";
import { vias } from "../../src/model/lane.ts";
import { reportSchema } from "../../src/model/report.ts";
import { namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { gateAnswers, stageEnds } from "../../src/upgrade/gate-result.ts";
import { allWaysBack } from "../../src/upgrade/stages.ts";
import { codeIn, readDocument, readDocuments } from "../support/documents.ts";
import { errorCodes } from "../support/error-codes.ts";
import { jsonNames } from "../support/json-names.ts";
import { readSources } from "../support/source-file.ts";
import { action } from "../support/workflows.ts";

const roles = namesOf("target");
const checks = filesIn("src/audit/checks");
const preflightChecks = filesIn("src/preflight/checks");
const adviceChecks = filesIn("src/advice/checks");
const sabotages = filesIn("tools/sabotage/sabotages");
const events = jsonNames(eventSchema);
const report = jsonNames(reportSchema);

/**
 * Tables that people write and that are the place of a kind of thing: the document, the title of the column with the
 * names, and the names. Others are generated.
 */
const tables: readonly (readonly [string, string, readonly string[]])[] = [
  ["docs/measuring.md", "`via`", vias],
  ["docs/audit.md", "check", checks],
  ["docs/preflight.md", "check", preflightChecks],
  ["docs/report.md", "derived limit", derivedLimitNameSchema.options],
];

it.each(tables)("%s has a row for every %s that there is, and for no other", (file, title, names) => {
  expect([...new Set(namesIn(file, title))].toSorted()).toEqual([...new Set(names)].toSorted());
});

it("docs/measuring.md has only classes of errors that the probes make", () => {
  const made = quotedWords();
  expect(errorClasses().filter((word) => !/^http-\d{3}$/.test(word) && !made.has(word))).toEqual([]);
});

it("docs/report.md has the stretches that every run has", () => {
  const always = stretchesOf({ events: [], faults: [] } as never).map(({ name }) => name);
  expect(namesIn("docs/report.md", "stretch")).toEqual(expect.arrayContaining([...always, wholeRun, warmUp]));
});

describe("names in code are those of something", () => {
  const known = new Set<string>();
  beforeAll(() => {
    const kinds = ["scenario", "fault", "procedure", "guarantee", "operation", "topology"] as const;
    const lists = [
      kinds.flatMap(namesOf),
      checks,
      preflightChecks,
      adviceChecks,
      sabotages,
      roles,
      vias,
      derivedLimitNameSchema.options,
      [wholeRun, warmUp],
      gateAnswers,
      stageEnds,
      allWaysBack,
      Object.keys(action.inputs),
      errorCodes(readSources(projectFolder, "src")),
    ];
    for (const name of [...lists.flat(), ...events, ...report, ...errorClasses()]) known.add(name);
  });

  it.each(readDocuments().map((document) => [document.file, document] as const))("%s", (_, { spans, shown }) => {
    const lanes = spans.filter(({ text }) => laneId.test(text) && !ways.test(String(laneId.exec(text)?.[1])));
    expect(lanes.map(({ text, number }) => `${number}: ${text}`)).toEqual([]);
    const names = spans.filter(({ text }) => /^[a-z0-9]+(-[a-z0-9]+)+$/.test(text) && !elsewhere.has(text));
    const own = shown.map(({ path }) => basename(path).replace(/\.\w+$/, ""));
    const unknown = names.filter(({ text }) => !known.has(text) && !own.includes(text));
    expect(unknown.map(({ text, number }) => `${number}: ${text}`)).toEqual([]);
  });
});

it.each([
  ["docs/journal.md", events],
  ["docs/report.md", report],
])("%s names fields that its schema has", (file, fields) => {
  const words = readDocument(file).spans.filter(({ text }) => /^[a-z]+([A-Z][a-z]*)*(\.[a-z]+)*$/i.test(text));
  const unknown = words.filter(({ text }) => !isField(text, fields) && !alsoIn(file).has(text));
  expect(unknown.map(({ text, number }) => `${number}: ${text}`)).toEqual([]);
});

/** A lane's id or a pattern of ids, and the ways that there are: nodes by their short names, or another. */
const laneId = /^[a-z0-9*-]+\/([a-z0-9*-]+)\/(?:new|reused|http2|\*)$/;
const ways = /^(api|server|in-cluster|\*|(control-plane|worker|etcd)\d*)$/;

/**
 * Fields and flags of Kubernetes and of kubeconfigs, the pod of the store, the Service of ours beside an application, a
 * word of `clean`, and the package itself.
 */
const elsewhere = new Set([
  "in-use",
  "kind-chaos",
  "kind-chaos-entrance",
  "auth-provider",
  "insecure-skip-tls-verify",
  "proxy-url",
  "tls-server-name",
  "service-node-port-range",
  "node-monitor-grace-period",
  "store-0",
]);

/** Words of these documents that are no fields: columns of samples, commands, operations, parameters of guarantees, words of other programs. */
function alsoIn(file: string): Set<string> {
  const journal = readDocument("docs/journal.md");
  const columns = journal.code.flatMap(({ text }) => /^\s*\["s", (.*)\]$/.exec(text)?.[1]?.split(", ") ?? []);
  const arrivals = journal.rows.filter(({ head }) => head[0] === "arrival");
  const parts = arrivals.flatMap(({ cells }) => codeIn(cells[0] ?? "").flatMap((row) => row.split(/\W+/)));
  const made = quotedWords();
  const reasons = arrivals.flatMap(({ cells }) => codeIn(cells[1] ?? "").filter((word) => made.has(word)));
  const commands = filesIn("src/commands");
  const classes = errorClasses();
  const words = file.endsWith("journal.md")
    ? [...columns, ...parts, ...reasons, ...classes, "null"]
    : [...namesOf("operation"), "answerWithin", "error", "skipped"];
  return new Set([...words, ...commands]);
}

/** Also a path of fields, of which each is one; and a file's name. */
function isField(text: string, fields: ReadonlySet<string>): boolean {
  return /\.(jsonl?|md|html|xml|ts)$/.test(text) || text.split(".").every((part) => fields.has(part));
}

/** Names in the first column of the tables with that title. */
function namesIn(file: string, title: string): string[] {
  const rows = readDocument(file).rows.filter(({ head }) => head[0] === title);
  return rows.flatMap(({ cells }) => codeIn(cells[0] ?? ""));
}

/** Classes of errors, from the table that has them; other documents name them without what the server said. */
function errorClasses(): string[] {
  return namesIn("docs/measuring.md", "class").map((word) => word.split(":")[0] ?? "");
}

/** Words that the code of the probes has between quotation marks: also the classes of errors. */
function quotedWords(): Set<string> {
  const files = ["src/net", "src/probes"].flatMap((folder) =>
    readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(projectFolder, folder, file)),
  );
  const quoted = files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/"([a-z]+(?:-[a-z]+)*)"/gi)]);
  return new Set(quoted.map((match) => String(match[1]).toLowerCase()));
}

function filesIn(folder: string): string[] {
  return readdirSync(join(projectFolder, folder)).map((file) => basename(file, ".ts"));
}
