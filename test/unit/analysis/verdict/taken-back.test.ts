import { expect, test } from "vitest";
import { takenBackByOthers } from "../../../../src/analysis/verdict/taken-back.ts";
import type { EventOf } from "../../../../src/model/event.ts";

const deed = {
  type: "undo-deed",
  at: 9_000,
  by: "watchdog",
  doneAt: "2026-11-23T11:00:09.000Z",
  detail: "seen",
} as const;

function judged(...deeds: readonly EventOf<"undo-deed">[]) {
  return takenBackByOthers({ eventsOf: () => deeds as never });
}

test("a run that took back all by itself is not spoken of", () => {
  expect(judged()).toEqual([]);
});

test("whoever else did anything about it makes it inconclusive, in words", () => {
  const told = judged(
    { ...deed, deed: "took-over" },
    { ...deed, deed: "not-healed", id: "kill" },
    { ...deed, deed: "healed", by: "next-run", id: "kill" },
  );
  expect(told).toMatchObject([{ outcome: "inconclusive" }]);
  expect(told[0]?.summary).toBe(
    "the watchdog took over (seen), the watchdog could not heal kill (seen), the next run healed kill (seen)",
  );
});
