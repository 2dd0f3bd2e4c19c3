import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import { judge } from "../../../src/analysis/verdict/judge.ts";
import { SampleDecoder } from "../../../src/journal/sample-decoder.ts";
import type { Journal } from "../../../src/model/journal.ts";
import type { Report } from "../../../src/model/report.ts";
import { type Sample, toRow } from "../../../src/model/sample.ts";
import { loadGuarantees } from "../../../src/scenario/catalogue.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

const definitions = await loadGuarantees();
/**
 * They judge outages, or whether any attempt at all failed or succeeded: extra attempts are there to tell, and they
 * read `all` of a track.
 */
const aboutOutages = [
  "max-outage",
  "no-outage",
  "outage-until-healed",
  "outage-until-replaced",
  "no-failures",
  "workload-unaffected",
];

/** The journal with an extra attempt a little after some of those that failed. */
function withExtra(journal: Journal, chances: readonly boolean[], outcomes: readonly Sample["outcome"][]): Journal {
  const failed = journal.samples.filter((sample) => sample.outcome !== "ok");
  const extra = failed.flatMap((sample, index): Sample[] => {
    if (!chances[index % chances.length]) return [];
    const outcome = outcomes[index % outcomes.length] ?? "ok";
    const started = sample.started + 20;
    const error = outcome === "ok" ? undefined : "refused";
    return [{ ...sample, scheduled: started - 40, started, ended: started + 3, outcome, error, extra: true }];
  });
  return { ...journal, samples: [...journal.samples, ...extra] };
}

/**
 * A report without what extra attempts may change: bounds of outages, the findings that tell them, and what is judged
 * by them.
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
  it.each(Object.keys(guaranteeStories))("change no share, count, assumption or other verdict (%s)", (name) => {
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

  it("narrow the bounds of the outages that they are made in", () => {
    const journal = buildJournal(guaranteeStories["max-outage"]?.fail as Story);
    const most = (one: Journal) => {
      const outages = judge(buildTimeline(one), definitions).stretches.flatMap(({ lanes }) =>
        lanes.flatMap(({ longestOutage }) => longestOutage ?? []),
      );
      return Math.max(...outages.map(({ atMostMs }) => atMostMs ?? 0));
    };
    expect(most(withExtra(journal, [true], ["ok"]))).toBeLessThan(most(journal));
  });

  it("count where a promise is that nothing fails", () => {
    const story = guaranteeStories["no-failures"]?.pass as Story;
    const journal = buildJournal(story);
    const judged = (samples: readonly Sample[]) =>
      judge(buildTimeline({ ...journal, samples }), definitions).verdicts.map(({ outcome }) => outcome);
    expect(judged(journal.samples)).toEqual(["pass"]);
    const failing = journal.samples.map((sample): Sample[] => [
      sample,
      { ...sample, started: sample.started + 1, outcome: "failed", error: "refused", connection: 0, extra: true },
    ]);
    expect(judged(failing.flat())).toEqual(["fail"]);
  });

  it("are told from the others in the journal", () => {
    const [sample] = buildJournal(guaranteeStories["max-outage"]?.fail as Story).samples as [Sample];
    const decoder = new SampleDecoder();
    expect(decoder.decode(toRow({ ...sample, extra: true }))?.extra).toBe(true);
    expect(decoder.decode(toRow(sample))?.extra).toBeUndefined();
    expect(toRow(sample).length).toBeLessThan(toRow({ ...sample, extra: true }).length);
  });
});
