import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import outageUntilHealed from "../../../src/guarantees/outage-until-healed.ts";
import { buildJournal } from "../../../src/stories/build-journal.ts";
import type { Attempt, Fate, Story } from "../../../src/stories/story.ts";
import { guaranteeStories } from "../../support/guarantee-stories.ts";

const noLeader: Fate = { outcome: "failed", error: "http-500:no-leader" };

describe("outage-until-healed", () => {
  const alone = guaranteeStories["outage-until-healed"]?.pass as Story;
  const wanted = outageUntilHealed.params.parse({ lanes: "*/api/new", during: "held", limit: "2s" });

  test("counts a lane as back only from ten successes in a row", () => {
    const flapping = ({ at, number }: Attempt) =>
      at > 4_000 && at < 11_500 && (at < 9_000 || number % 4 === 0) ? noLeader : undefined;
    const { outcome, measuredMs } = outageUntilHealed.judge(
      wanted,
      factsOf(buildTimeline(buildJournal({ ...alone, durationMs: 14_000, fate: flapping }))),
    );
    expect(measuredMs?.[1]).toBeGreaterThan(2_400);
    expect(outcome).not.toBe("pass");
  });
});
