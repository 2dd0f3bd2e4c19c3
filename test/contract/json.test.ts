import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { loadChecks } from "../../src/audit/audit.ts";
import { auditResult } from "../../src/audit/result.ts";
import type { CleanUpAction } from "../../src/clean/clean-up-action.ts";
import { known, projectFolder } from "../../src/scenario/catalogue.ts";
import { loadScenario } from "../../src/scenario/load-scenario.ts";
import { makePlan, type Plan } from "../../src/scenario/plan.ts";
import type { DiagnosisLine } from "../../src/setup/diagnosis.ts";
import type { SetUpResult } from "../../src/setup/set-up.ts";
import { planSuite } from "../../src/suite/suite-plan.ts";
import { goodCluster } from "../support/good-cluster.ts";
import { differences, fieldsOf, listedFields } from "../support/json-fields.ts";

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
    const several = planSuite([plan, unsupported], 2);
    expect(differences(listedFields(page, "`plan` of several"), several)).toEqual(agreed);
  });

  test("clean", () => {
    const action = every<CleanUpAction>({ what: "undo", cluster: "kc-a", detail: "done", ok: true });
    expect(differences(listedFields(page, "`clean`"), { version: 1, actions: [action] })).toEqual(agreed);
  });

  test("audit", async () => {
    const result = auditResult("https://10.0.0.1:6443", goodCluster(), await loadChecks(), "high");
    const finding = every<(typeof result.findings)[number]>({
      ...{ check: "budgets", severity: "high", subject: "a", evidence: "b", why: "c", advice: "d", scenario: "e" },
    });
    const listed = listedFields(page, "`audit`");
    expect(differences(listed, result)).toEqual(agreed);
    expect(differences(listed, { ...result, findings: [finding] })).toEqual(agreed);
  });
});

describe("docs/setup.md shows the fields of", () => {
  const [setUp, , doctor] = [...documentOf("setup.md").matchAll(/^```json\n([\s\S]*?)\n```$/gm)].map(([, text]) =>
    JSON.parse(text as string),
  );

  test("setup", () => {
    const result = every<SetUpResult>({
      engine: "26.1.5",
      images: { kubernetes: "a", nodeImage: "b", loadBalancerImage: "c", kind: "d", labels: setUp.images.labels },
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
