import { expect, test } from "vitest";
import type { Outcome } from "../../src/model/outcome.ts";
import type { Story } from "../../src/stories/story.ts";
import { judgedWhileBusy } from "../support/busy-machine.ts";
import { guaranteeStories } from "../support/guarantee-stories.ts";

/** What was judged of a guarantee's story on a machine that was busy at such times. */
async function outcomeOf(guarantee: string, kind: Outcome, isBusyAt: (at: number) => boolean): Promise<Outcome[]> {
  const story = guaranteeStories[guarantee]?.[kind];
  if (story === undefined) throw new Error(`there is no story of ${guarantee}`);
  const { verdicts } = await judgedWhileBusy(story, isBusyAt);
  return verdicts.filter((verdict) => verdict.guarantee === guarantee).map(({ outcome }) => outcome);
}

/** Guarantees that hold because something is out or fails, with when that is over in their stories, milliseconds. */
const helped = [
  ["outage-until-healed", 9_400],
  ["outage-until-repaired", 11_000],
  ["outage-until-replaced", 8_300],
  ["outage-at-least", 6_300],
] as const;

test.each(helped)("%s does not pass by what a busy machine leaves unanswered", async (guarantee) => {
  expect(await outcomeOf(guarantee, "pass", () => true)).toEqual(["inconclusive"]);
});

test.each(helped)("%s passes all the same where the machine was busy after it only", async (guarantee, overAt) => {
  expect(await outcomeOf(guarantee, "pass", (at) => at > overAt + 1_000)).toEqual(["pass"]);
});

test.each(helped.slice(0, 2))(
  "%s fails all the same by answers that should not be, where the machine was busy after them only",
  async (guarantee, overAt) => {
    expect(await outcomeOf(guarantee, "fail", (at) => at > overAt + 1_000)).toEqual(["fail"]);
  },
);

test.each([
  ["answers that came soon", undefined, "pass"],
  ["answers that came late", 3_000, "inconclusive"],
] as const)("of a share that must fail a busy machine is no reason where it left %s", async (_, latencyMs, outcome) => {
  const story = guaranteeStories["error-rate"]?.pass as Story;
  const fate: Story["fate"] = (attempt) =>
    story.fate?.(attempt) ?? (attempt.at > 4_000 && latencyMs !== undefined ? { latencyMs } : undefined);
  const { verdicts } = await judgedWhileBusy({ ...story, fate }, () => true);
  expect(verdicts.filter(({ guarantee }) => guarantee === "error-rate")).toMatchObject([{ outcome }]);
});
