import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import writesRefused from "../../../src/guarantees/writes-refused.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import { heldFault } from "../../../src/stories/fates.ts";
import type { Attempt, Fate, Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

const refusing = guaranteeStories["writes-refused"]?.pass as Story;
const noLeader: Fate = { outcome: "failed", error: "http-500:no-leader" };

function judge(story: Story, params: Record<string, unknown> = {}) {
  const wanted = writesRefused.params.parse({ during: "held", ...params });
  return writesRefused.judge(wanted, factsOf(buildTimeline(buildJournal(story))));
}

const during = (from: number, to: number, fate: Fate) => (attempt: Attempt) =>
  attempt.at >= from && attempt.at < to ? fate : undefined;

describe("writes-refused", () => {
  test("allows what was sent before the proof, and what was answered after the healing began", () => {
    // Sent at 3.9 s and answered while the fault was held; sent while it was held and answered at 9 s.
    const early = (attempt: Attempt) =>
      attempt.at > 3_850 && attempt.at < 4_000 ? { latencyMs: 900 } : refusing.fate?.(attempt);
    const late = (attempt: Attempt) =>
      attempt.number === 70 ? { latencyMs: 9_000 - attempt.at } : refusing.fate?.(attempt);
    expect(judge({ ...refusing, fate: early })).toMatchObject({ outcome: "pass" });
    expect(judge({ ...refusing, fate: late })).toMatchObject({ outcome: "pass" });
  });

  test("forgives what came while the fault settled only where the scenario says so", () => {
    const story = { ...refusing, fate: during(4_600, 8_900, noLeader) };
    expect(judge(story)).toMatchObject({ outcome: "fail" });
    expect(judge(story, { settle: "700ms" })).toMatchObject({ outcome: "pass" });
  });

  test("counts an extra attempt that was acknowledged: what was acknowledged was", () => {
    const journal = buildJournal(refusing);
    const samples = journal.samples.map(
      (sample): Sample =>
        sample.number === 60 && sample.lane === 0
          ? { ...sample, outcome: "ok", error: undefined, status: 200, number: undefined }
          : sample,
    );
    const wanted = writesRefused.params.parse({ during: "held" });
    expect(writesRefused.judge(wanted, factsOf(buildTimeline({ ...journal, samples })))).toMatchObject({
      outcome: "fail",
    });
  });

  test("judges only the side of the target where it is told to", () => {
    const lanes = ["write/control-plane/reused", "write/control-plane2/reused"];
    const cut = ({ lane, at }: Attempt) =>
      lane.includes("control-plane2") && at > 4_000 && at < 8_900 ? noLeader : undefined;
    const story = { ...refusing, lanes, fate: cut };
    expect(judge(story, { lanes: "write/*/*" })).toMatchObject({ outcome: "fail" });
    expect(judge(story, { lanes: "write/*/*", at: "target" })).toMatchObject({ outcome: "pass" });
  });

  test("says nothing about a fault without proof, or one that is over at once", () => {
    const { healingAt: _, ...once } = heldFault;
    expect(judge({ ...refusing, fault: { ...heldFault, proven: false } })).toMatchObject({ outcome: "inconclusive" });
    expect(judge({ ...refusing, fault: once })).toMatchObject({ outcome: "inconclusive" });
  });
});
