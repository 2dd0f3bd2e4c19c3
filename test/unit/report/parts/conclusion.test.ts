import { describe, expect, it } from "vitest";
import type { Report } from "../../../../src/model/report.ts";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { conclusionOf, describeVerdict } from "../../../../src/report/parts/conclusion.ts";

const verdict = (id: string, outcome: Verdict["outcome"], more: Partial<Verdict> = {}): Verdict => ({
  ...{ id, guarantee: "max-outage", promise: "never out longer than 4 s", outcome, summary: "it was", marks: [] },
  ...more,
});
const broken = verdict("max-outage write/api/*", "fail", { measuredMs: [5_200, 6_000], limitMs: 4_000 });
const report = (outcome: Report["outcome"], verdicts: readonly Verdict[], more: Partial<Report> = {}) =>
  ({ outcome, verdicts, assumptions: [], machine: { notCarried: null }, ...more }) as unknown as Report;
const doubt = { name: "nothing restarted", outcome: "inconclusive", summary: "etcd did" } as const;

describe("the last words of a run", () => {
  it("are which guarantee broke, with figures and limit, and how many held", () => {
    const { headline, repeated } = conclusionOf(report("fail", [broken, verdict("b", "pass"), verdict("c", "pass")]));
    expect(headline).toBe("FAIL: 1 of 3 guarantees broke, 2 held");
    expect(repeated).toEqual([{ outcome: "fail", text: "max-outage write/api/*: 5.2 s to 6 s, the limit is 4 s" }]);
  });

  it("say of which timings it is where a profile replaced those of the kind file", () => {
    const cluster = { profile: "fast", replacedTimings: ["node-monitor-period"] } as unknown as Report["cluster"];
    expect(conclusionOf(report("pass", [verdict("a", "pass")], { cluster })).headline).toBe(
      "PASS: 1 guarantee held, with fast timings in the place of the kind file's own",
    );
  });

  it("never say that nothing was shown where something was", () => {
    const open = verdict("b", "inconclusive", { summary: "nobody looked" });
    const { headline, repeated } = conclusionOf(report("inconclusive", [open, verdict("a", "pass")]));
    expect(headline).toBe("INCONCLUSIVE: 1 of 2 guarantees showed nothing either way, 1 held");
    expect(repeated.map(({ text }) => text)).toEqual(["b: nobody looked"]);
  });

  it("say which assumption takes the meaning from guarantees that held", () => {
    const held = [verdict("a", "pass")];
    const { headline, repeated } = conclusionOf(report("inconclusive", held, { assumptions: [doubt] }));
    expect(headline).toBe("INCONCLUSIVE: 1 of 1 guarantee held, but 1 of 1 assumption did not");
    expect(repeated[0]?.text).toBe("did not hold: nothing restarted: etcd did");
  });

  it("say first that the machine was not fit, and that once", () => {
    const machine = { notCarried: "the CPU was saturated" } as Report["machine"];
    const assumptions = [{ ...doubt, summary: "the CPU was saturated" }];
    const told = conclusionOf(report("inconclusive", [verdict("a", "inconclusive")], { machine, assumptions }));
    expect(told.headline).toBe("INCONCLUSIVE: the CPU was saturated");
    expect(told.repeated).toHaveLength(1);
  });

  it("are one line for a run that passed, and for one that was only measured", () => {
    expect(conclusionOf(report("pass", [verdict("a", "pass")]))).toEqual({
      headline: "PASS: 1 guarantee held",
      repeated: [],
      more: 0,
    });
    expect(conclusionOf(report("pass", [])).headline).toMatch(/^MEASURED: /);
  });

  it("name at most five, and say how many more there are", () => {
    const all = Array.from({ length: 9 }, (_, index) => verdict(`a${index}`, "fail"));
    const { repeated, more } = conclusionOf(report("fail", all));
    expect({ named: repeated.length, more }).toEqual({ named: 5, more: 4 });
  });
});

it("a guarantee without a measured length is told with why", () => {
  expect(describeVerdict(verdict("one-leader", "fail"))).toBe("one-leader: it was");
});
