import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { loadChecks } from "../../src/audit/audit.ts";
import { auditResult } from "../../src/audit/result.ts";
import type { CleanUpAction } from "../../src/clean/clean-up-action.ts";
import type { WrittenComparison } from "../../src/command-line/write-comparison.ts";
import type { WrittenCompletion } from "../../src/commands/completion.ts";
import type { PrintedConfig } from "../../src/commands/config.ts";
import type { WrittenHistory } from "../../src/commands/history.ts";
import type { WrittenIndex } from "../../src/commands/index.ts";
import type { BegunFolder } from "../../src/commands/init.ts";
import type { OpenedPage } from "../../src/commands/open.ts";
import type { WrittenReference } from "../../src/commands/reference.ts";
import type { ComparedFigure, Side, SideFigure } from "../../src/comparison/comparison.ts";
import type { Message } from "../../src/notify/message.ts";
import { preflightResult } from "../../src/preflight/result.ts";
import { known, projectFolder } from "../../src/scenario/catalogue.ts";
import { describe as describeThing } from "../../src/scenario/description/describe.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { makePlan, type Plan } from "../../src/scenario/plan.ts";
import type { DiagnosisLine } from "../../src/setup/diagnosis-line.ts";
import type { PrunedItem } from "../../src/setup/prune/prune-item.ts";
import type { SetUpResult } from "../../src/setup/set-up.ts";
import { planSuite } from "../../src/suite/suite-plan.ts";
import type { GateResult } from "../../src/upgrade/gate-result.ts";
import { goodCluster } from "../support/good-cluster.ts";
import { differences, fieldsOf, listedFields } from "../support/json-fields.ts";
import { upgradable } from "../support/upgrade-facts.ts";

const documentOf = (name: string) => readFileSync(join(projectFolder, "docs", name), "utf8");
const page = documentOf("json.md");
const agreed = { unlisted: [], missing: [] };

/** A value in which every field of its type is there: the compiler refuses one that lacks a field or has another. */
const every = <Type>(value: Required<Type>) => value;

describe("docs/json.md lists the fields of", () => {
  test("list", async () => {
    const command = [join(projectFolder, "src/cli.ts"), "list", "--json"];
    const { stdout } = await execa(process.execPath, command);
    expect(differences(listedFields(page, "`list`"), JSON.parse(stdout))).toEqual(agreed);
  });

  test("plan, of one scenario and of several", async () => {
    const plan = await makePlan(await loadScenario("etcd-minority", await known()), {});
    const step = every<Plan["steps"][number]>({ step: "a", inject: ["b"], undo: ["c"], unsupported: "d" });
    const unsupported = { ...plan, scenario: "other", steps: [step] };
    const listed = listedFields(page, "`plan`");
    expect(differences(listed, plan)).toEqual(agreed);
    expect(differences(listed, unsupported)).toEqual(agreed);
    const cluster = every<NonNullable<Plan["cluster"]>>({ name: "shop", network: "kind" });
    expect(differences(listed, { ...plan, cluster })).toEqual(agreed);
    const several = planSuite([plan, unsupported], 2);
    expect(differences(listedFields(page, "`plan` of several"), several)).toEqual(agreed);
    const shard = planSuite([plan, unsupported], 2, { index: 1, of: 2 });
    expect(differences(listedFields(page, "`plan` of several"), shard)).toEqual(agreed);
  });

  test("describe", async () => {
    const description = await describeThing({ kind: "fault", name: "node-kill" });
    expect(differences(listedFields(page, "`describe`"), { version: 1, ...description })).toEqual(agreed);
  });

  test("completion", () => {
    const written = every<WrittenCompletion>({ version: 1, shell: "bash", script: "complete" });
    expect(differences(listedFields(page, "`completion`"), written)).toEqual(agreed);
  });

  test("init", () => {
    const begun = every<BegunFolder>({
      version: 1,
      folder: "/chaos",
      files: [{ path: "README.md", state: "written" }],
    });
    expect(differences(listedFields(page, "`init`"), begun)).toEqual(agreed);
  });

  test("config, and what is posted", () => {
    const value = every<PrintedConfig["values"][number]>({ key: "a", value: "b", from: "file", at: "c" });
    const config = every<PrintedConfig>({ version: 1, file: "a", values: [value] });
    expect(differences(listedFields(page, "`config`"), config)).toEqual(agreed);
    const message = every<Message>({
      ...{ version: 1, tool: "kind-chaos", kind: "run", name: "a", outcome: "pass", exitCode: 0 },
      ...{ startedAt: "b", durationMs: 1, headline: "c", details: ["d"] },
    });
    expect(differences(listedFields(page, "What `--notify` posts"), message)).toEqual(agreed);
  });

  test("clean", () => {
    const action = every<CleanUpAction>({ what: "undo", cluster: "kc-a", detail: "done", ok: true });
    expect(differences(listedFields(page, "`clean`"), { version: 1, actions: [action] })).toEqual(agreed);
  });

  test("prune", () => {
    const item = every<PrunedItem>({
      ...{ what: "image", name: "kind-chaos/node:v1", bytes: 1, reason: "a", outcome: "kept", detail: "b" },
    });
    expect(differences(listedFields(page, "`prune`"), { version: 1, items: [item] })).toEqual(agreed);
  });

  test("audit", async () => {
    const wishes = { failOn: "high", exclude: ["provider"], acceptances: [] };
    const result = auditResult("https://10.0.0.1:6443", goodCluster(), await loadChecks(), wishes);
    const finding = every<(typeof result.findings)[number]>({
      ...{ check: "budgets", severity: "high", owner: "system", subject: "a", evidence: "b", why: "c" },
      ...{ advice: "d", scenario: "e", cure: "f" },
    });
    const accepted = every<(typeof result.accepted)[number]>({ ...finding, reason: "f", until: "2026-12-31" });
    const listed = listedFields(page, "`audit`");
    expect(differences(listed, result)).toEqual(agreed);
    expect(differences(listed, { ...result, findings: [finding], accepted: [accepted] })).toEqual(agreed);
  });

  test("preflight", () => {
    const result = preflightResult("https://10.0.0.1:6443", upgradable(), []);
    const finding = every<(typeof result.findings)[number]>({
      ...{ check: "budgets", severity: "stops", subject: "a", evidence: "b", why: "c", advice: "d" },
    });
    const accepted = every<(typeof result.accepted)[number]>({ ...finding, reason: "f", until: "2026-12-31" });
    const listed = listedFields(page, "`preflight`");
    expect(differences(listed, result)).toEqual(agreed);
    expect(differences(listed, { ...result, findings: [finding], accepted: [accepted], notes: ["g"] })).toEqual(agreed);
  });

  test("upgrade", () => {
    const finding = every<NonNullable<GateResult["findings"]>[number]>({
      ...{ check: "budgets", severity: "stops", subject: "a", evidence: "b", why: "c", advice: "d" },
    });
    const result = every<GateResult>({
      ...{ version: 1, upgrade: "a", startedAt: "b", durationMs: 1, from: "c", to: "d", repeat: 1 },
      ...{
        settings: { from: "e", to: "f" },
        topologies: ["g", "g"],
        profiles: ["stock", "stock"],
        seed: 1,
        kept: "h",
        answer: "go",
        exitCode: 0,
      },
      findings: [finding],
      accepted: [{ ...finding, reason: "e", until: "2026-12-31" }],
      stages: [
        {
          ...{ kind: "roll", title: "a", nodes: ["b"], problem: { why: "open", words: "c" } },
          way: "snapshot",
          runs: [{ scenario: "d", result: "as in summary.json" as never, took: [{ step: "e", durationMs: 1 }] }],
        },
      ],
      comparisons: { upgraded: null, fresh: null },
      ...{ reasons: ["i"], notes: ["j"] },
    });
    expect(differences(listedFields(page, "`upgrade`"), result)).toEqual(agreed);
  });

  test("open, index, compare, reference and history", () => {
    const opened = every<OpenedPage>({ version: 1, page: "a", opened: true });
    const index = every<WrittenIndex>({ version: 1, page: "a", runs: 1, unread: [{ folder: "b", problem: "c" }] });
    const side = every<Side>({ name: "a", machine: "b", from: "c", to: "d", runs: 1, excluded: 0 });
    const ends = [1, 2] as const;
    const some = every<SideFigure>({
      ...{ runs: 1, kept: 1, broken: 0, open: 0, keptShare: ends, median: ends, medianInterval: ends, p95: ends },
      worst: ends,
    });
    const figure = every<ComparedFigure>({
      ...{
        scenario: "a",
        on: "b",
        id: "c",
        kind: "phase",
        primary: true,
        unit: "ms",
        a: some,
        b: some,
        estimate: ends,
      },
      ...{ interval: ends, tolerance: ends, levels: ends, measuredAlike: true, answer: "same", reason: "d" },
      needed: { runs: 1, hours: 2 },
    });
    const comparison = every<WrittenComparison>({
      ...{ version: 1, a: side, b: side, differences: [{ name: "a", scenarios: ["b"], a: "c", b: "d" }], claims: 1 },
      ...{
        unmatched: [{ scenario: "a", on: "b", id: "c", side: "a" }],
        errorRate: 0.05,
        planned: 6,
        figures: [figure],
      },
      ...{ answer: "same", exitCode: 0, page: "a", markdown: "b" },
    });
    const reference = every<WrittenReference>({ version: 1, file: "a", machine: "b", scenarios: 1, runs: 2 });
    const history = every<WrittenHistory>({ version: 1, file: "a", added: 1, unread: [{ folder: "b", problem: "c" }] });
    expect(differences(listedFields(page, "`open`"), opened)).toEqual(agreed);
    expect(differences(listedFields(page, "`index`"), index)).toEqual(agreed);
    expect(differences(listedFields(page, "`compare`"), comparison)).toEqual(agreed);
    expect(differences(listedFields(page, "`reference write`"), reference)).toEqual(agreed);
    expect(differences(listedFields(page, "`history`"), history)).toEqual(agreed);
  });
});

describe("docs/setup.md shows the fields of", () => {
  const [setUp, , doctor] = [...documentOf("setup.md").matchAll(/^```json\n([\s\S]*?)\n```$/gm)].map(([, text]) =>
    JSON.parse(text as string),
  );

  test("setup", () => {
    const images = { kubernetes: "a", nodeImage: "b", loadBalancerImage: "c", kind: "d", labels: setUp.images.labels };
    const result = every<SetUpResult>({
      engine: "26.1.5",
      images,
      versions: [images],
      steps: [{ name: "engine", outcome: "done", detail: "e", durationMs: 1 }],
    });
    expect(fieldsOf(setUp).toSorted()).toEqual(fieldsOf({ version: 1, ok: true, ...result, durationMs: 1 }).toSorted());
  });

  test("doctor", () => {
    const line = every<DiagnosisLine>({ subject: "a", state: "ok", found: "b", meaning: "c" });
    const result = { version: 1, ok: true, kubernetes: "1.37.2", findings: [line] };
    expect(fieldsOf(doctor).toSorted()).toEqual(fieldsOf(result).toSorted());
  });
});

test("a list of fields that lacks one or has one too many is told", () => {
  const value = { a: 1, b: [{ c: 2 }], d: [], e: [{ f: 1 }] };
  expect(differences(["a", "b[].c", "d[].x", "e[]", "g?"], value)).toEqual(agreed);
  expect(differences(["a", "b[].x", "e[]"], value)).toEqual({ unlisted: ["b[].c", "d[]"], missing: ["b[].x"] });
});
