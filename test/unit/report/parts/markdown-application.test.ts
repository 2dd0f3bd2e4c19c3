import { describe, expect, it } from "vitest";
import type { Report } from "../../../../src/model/report.ts";
import { adviceLines } from "../../../../src/report/console/console-advice.ts";
import { applicationParts } from "../../../../src/report/parts/markdown-application.ts";

const application: NonNullable<Report["application"]> = {
  namespace: "kind-chaos-x",
  begin: [
    { kind: "Deployment", name: "web", wanted: 2, ready: 2 },
    { kind: "Job", name: "work", wanted: 3, ready: 0 },
  ],
  end: [
    { kind: "Deployment", name: "web", wanted: 2, ready: 1 },
    { kind: "Job", name: "work", wanted: 3, ready: 0, failed: "BackoffLimitExceeded" },
  ],
  advice: [
    {
      check: "spread",
      subject: "Deployment x/web",
      evidence: "2 replicas",
      why: "may be together",
      advice: "spread them",
    },
  ],
};

describe("an application of one's own", () => {
  it("has its advice and what became of its sets in the report", () => {
    const [advice, sets] = applicationParts({ application });
    expect(advice?.rows).toEqual([["Deployment x/web", "2 replicas", "may be together", "spread them"]]);
    expect(sets?.rows).toEqual([
      ["Deployment", "web", "2 of 2", "1 of 2"],
      ["Job", "work", "0 of 3", "0 of 3, failed: BackoffLimitExceeded"],
    ]);
    expect(applicationParts({ application: { ...application, end: null } })[1]?.rows?.[0]).toContain("not read");
    expect(applicationParts({})).toEqual([]);
  });

  it("has its advice on a terminal, within its width", () => {
    const lines = adviceLines({ application }, 60);
    expect(lines.join("\n")).toContain("spread them");
    expect(lines.every((line) => line.length <= 60)).toBe(true);
    expect(adviceLines({ application: { ...application, advice: [] } }, 60)).toEqual([]);
  });
});
