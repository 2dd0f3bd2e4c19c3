// Microsoft's matchers bring the schema of OASIS; ajv-draft-04 knows the draft that it is written in.
import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { loadChecks } from "../../../src/audit/audit.ts";
import { auditResult } from "../../../src/audit/result.ts";
import { sarifOf } from "../../../src/audit/sarif.ts";
import faulty from "../../fixtures/audited-clusters/faulty/kubeadm-stacked.ts";

const checks = await loadChecks();
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const isValid = ajv.compile(schema);

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly automationDetails: { readonly id: string };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
      readonly suppressions?: readonly { readonly justification: string }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
    readonly invocations: readonly { readonly toolExecutionNotifications: readonly object[] }[];
  }[];
}

const acceptance = {
  check: "budgets",
  subject: "*",
  severity: "high",
  reason: "moved by hand",
  until: "2999-12-31",
} as const;
const result = auditResult("https://10.0.0.1:6443", faulty.facts, checks, {
  failOn: "high",
  exclude: ["nothing-*"],
  acceptances: [acceptance],
});
const sarif = sarifOf(result, checks, "1.2.3") as Sarif;
const [run] = sarif.runs;

describe("SARIF", () => {
  test("obeys the schema of 2.1.0", () => {
    isValid(sarif);
    expect(isValid.errors).toBeNull();
  });

  test("a document that does not obey it is refused: the schema looks", () => {
    expect(isValid({ ...sarif, runs: [{ ...run, results: [{ level: "terrible", message: {} }] }] })).toBe(false);
  });

  test("has every finding, and what is accepted as suppressed with the reason", () => {
    expect(run?.results.length).toBe(result.findings.length + result.accepted.length);
    expect(
      run?.results.flatMap(({ suppressions = [] }) => suppressions.map(({ justification }) => justification)),
    ).toEqual(["moved by hand (until 2999-12-31)"]);
    expect(run?.invocations[0]?.toolExecutionNotifications).toHaveLength(1);
  });

  test("each result is of a rule, at a place of its own, with a level of its severity", () => {
    const rules = run?.tool.driver.rules.map(({ id }) => id) ?? [];
    expect(rules).toEqual(checks.map(({ name }) => name));
    expect(run?.results.filter(({ ruleId, ruleIndex }) => rules[ruleIndex] !== ruleId)).toEqual([]);
    const at = run?.results.map(
      ({ level, locations }) => `${level} ${locations[0]?.physicalLocation.artifactLocation.uri}`,
    );
    expect(at).toContain("error kubernetes/kube-system/Deployment/coredns");
    expect(at).toContain("warning kubernetes/etcd");
    expect(at).toContain("error kubernetes/shop/PodDisruptionBudget/web");
    expect(at?.filter((one) => !/^\w+ kubernetes(\/[\w%().,-]+)+$/.test(one))).toEqual([]);
  });

  test("is told apart by check and subject, whatever was measured", () => {
    const other = sarifOf(
      { ...result, findings: result.findings.map((one) => ({ ...one, evidence: "another" })) },
      checks,
      "2",
    ) as Sarif;
    const prints = (one: Sarif) =>
      one.runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints["kindChaosAudit/v1"]);
    expect(prints(other)).toEqual(prints(sarif));
    expect(run?.automationDetails.id).toBe("kind-chaos-audit/https://10.0.0.1:6443");
  });
});
