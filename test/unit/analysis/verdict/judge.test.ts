import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../../src/analysis/verdict/judge.ts";
import { maxOutage } from "../../../../src/guarantees/max-outage.ts";
import { noLostWrites } from "../../../../src/guarantees/no-lost-writes.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import type { Journal } from "../../../../src/model/journal.ts";
import type { Report } from "../../../../src/model/report.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import { renderVerdict } from "../../../../src/report/console/console.ts";
import markdown from "../../../../src/report/markdown.ts";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import type { Story } from "../../../../src/stories/story.ts";
import { judgedOnBusyMachine } from "../../../support/busy-machine.ts";
import { withExtra } from "../../../support/extra-attempts.ts";
import { guaranteeStories } from "../../../support/guarantee-stories.ts";
import { reportOfMonitored, serverLanes, serverLimit, whileFailing } from "../../../support/monitored-story.ts";
import { reportAlone } from "../../../support/report-alone.ts";

const definitions = await loadGuarantees();
/**
 * They judge outages, or whether any attempt at all failed or succeeded: extra attempts are there to tell, and they
 * read `all` of a track.
 */
const aboutOutages = [
  "max-outage",
  "no-outage",
  "outage-until-healed",
  "outage-until-repaired",
  "outage-until-replaced",
  "no-failures",
  "workload-unaffected",
  // What was acknowledged was, whenever it was asked.
  "writes-refused",
  "no-lost-writes",
  "recovery-point",
];

/**
 * A report without what extra attempts may change: bounds of outages, the findings that tell them, what is judged
 * by them, and promises about all that was acknowledged.
 */
function apartFromOutages({ stretches, verdicts, assumptions, prober, faults }: Report): unknown {
  return {
    assumptions,
    prober,
    faults,
    verdicts: verdicts.filter(({ guarantee }) => !aboutOutages.includes(guarantee)),
    stretches: stretches.map(({ lanes, ...stretch }) => ({
      ...stretch,
      lanes: lanes.map(({ longestOutage: _longest, outageCount: _outages, ...figures }) => figures),
    })),
  };
}

describe("extra attempts", () => {
  test.each(Object.keys(guaranteeStories))("change no share, count, assumption or other verdict (%s)", (name) => {
    const journal = buildJournal(guaranteeStories[name]?.fail as Story);
    const plain = apartFromOutages(judge(buildTimeline(journal), definitions));
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 3, maxLength: 12 }),
        fc.array(fc.constantFrom<Sample["outcome"]>("ok", "failed", "unknown"), { minLength: 1, maxLength: 5 }),
        (chances, outcomes) => {
          const closer = judge(buildTimeline(withExtra(journal, chances, outcomes)), definitions);
          expect(apartFromOutages(closer)).toEqual(plain);
        },
      ),
      { numRuns: 6 },
    );
  });

  test("narrow the bounds of the outages that they are made in", () => {
    const journal = buildJournal(guaranteeStories["max-outage"]?.fail as Story);
    const most = (one: Journal) => {
      const outages = judge(buildTimeline(one), definitions).stretches.flatMap(({ lanes }) =>
        lanes.flatMap(({ longestOutage }) => longestOutage ?? []),
      );
      return Math.max(...outages.map(({ atMostMs }) => atMostMs ?? 0));
    };
    expect(most(withExtra(journal, [true], ["ok"]))).toBeLessThan(most(journal));
  });
});

describe("a guarantee that breaks on a machine at its limit", () => {
  test("is inconclusive when it is about time", async () => {
    const report = await judgedOnBusyMachine("max-outage", 1);
    expect(report.verdicts.map(({ outcome }) => outcome)).toEqual(["inconclusive"]);
    expect(report.verdicts[0]?.summary).toMatch(/not held against the cluster/);
    expect(report.exitCode).toBe(3);
  });

  test("fails when it is about safety", async () => {
    expect((await judgedOnBusyMachine("no-lost-writes", 1)).outcome).toBe("fail");
    expect((await judgedOnBusyMachine("one-leader", 1)).outcome).toBe("fail");
  });
});

describe("a cluster that was only watched", () => {
  test("is judged by its limits alone: nobody knows its steady state, its addresses or its restarts", () => {
    const report = reportOfMonitored({ lanes: serverLanes, guarantees: [serverLimit] });
    expect(report).toMatchObject({ outcome: "pass", exitCode: 0, cluster: null, server: { context: "prod" } });
    const names = report.assumptions.map(({ name }) => name).join("; ");
    expect(names).toContain("self-probe");
    expect(names).not.toMatch(/steady state|restarted|address/);
    expect(report.verdicts[0]?.promise).toBe(
      "*/server/* never out longer than 2 s, without an answer within 1 s (whole-run)",
    );
  });

  test("without limits passes by the prober alone, and says that nothing was judged", () => {
    const report = reportOfMonitored({ lanes: serverLanes, guarantees: [], fate: whileFailing("refused") });
    expect(report.exitCode).toBe(0);
    const text = renderVerdict(report, { color: false, width: 120 });
    expect(text).toContain("MEASURED: no limit was given");
    expect(text).toMatch(/quorum-read\/server\/new +\d+ .* 3\.\d+ s to 4\.\d+ s +\d+ % \(refused \d+\)/);
  });

  test("fails on an outage beyond the limit, and the report names the server", () => {
    const report = reportOfMonitored({ lanes: serverLanes, guarantees: [serverLimit], fate: whileFailing("refused") });
    expect(report.outcome).toBe("fail");
    expect(report.findings.join(" ")).toContain("through https://10.0.0.1:6443, of new connections");
    expect(markdown.render(reportAlone(report))).toContain("| changed | nothing, only read |");
  });

  test("is inconclusive where the prober was disturbed", () => {
    const disturbed: JournalEvent = {
      type: "prober-health",
      at: 5_000,
      loopDelayP99Ms: 1,
      loopDelayMaxMs: 1,
      cpuShare: 0.1,
      lateStarts: 0,
      dropped: 0,
      memoryMb: 1,
      selfProbeFailures: 2,
    };
    expect(reportOfMonitored({ lanes: serverLanes, guarantees: [], events: [disturbed] }).exitCode).toBe(3);
  });
});

test("a guarantee that cannot say what it looks at has shown nothing, and costs no other its verdict", () => {
  const timeline = buildTimeline(
    buildJournal({
      lanes: ["write/api/new"],
      guarantees: [maxOutage({ lanes: "*/api/*", limit: "5s" }), noLostWrites()],
    }),
  );
  const broken = {
    ...definitions.get("max-outage"),
    scope: () => {
      throw new Error("oops");
    },
  } as never;
  const [first, second] = judge(timeline, new Map([...definitions, ["max-outage", broken]])).verdicts;
  expect(first).toMatchObject({ outcome: "inconclusive", summary: "the check itself crashed: oops" });
  expect(second?.guarantee).toBe("no-lost-writes");
  expect(second?.summary).not.toContain("crashed");
});
