import type { GuaranteeSpec } from "../model/guarantee.ts";
import type { Attempt, Fate, Story } from "./story.ts";

/** A run of one lane of writes and a lane that reads what was written a period ago; fates come on top of that. */
export function freshReads(guarantee: GuaranteeSpec, fate: (attempt: Attempt) => Fate | undefined): Story {
  return {
    lanes: ["write/api/new", "fresh-read/api/new"],
    guarantees: [guarantee],
    fate: (attempt) => ({ ...readOf(attempt), ...fate(attempt) }),
  };
}

/** A read of what the writing lane, the first, wrote a period ago. */
function readOf({ lane, number }: Attempt): Fate {
  if (!lane.startsWith("fresh-read")) return {};
  const written = Math.max(0, number - 1);
  return { revision: 1_000 + written, detail: `written-0-0-${written % 8}` };
}
