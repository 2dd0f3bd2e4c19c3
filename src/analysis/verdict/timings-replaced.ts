import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import { assume } from "./assume.ts";

/**
 * Says of which cluster a verdict is where a profile replaced timings of the person's own kind file, as they asked for.
 * It casts no doubt on what was measured. None where nothing was replaced.
 */
export function timingsReplaced({ cluster }: Pick<Facts, "cluster">): Assumption[] {
  const replaced = cluster?.replacedTimings ?? [];
  if (replaced.length === 0) return [];
  const summary = `the verdict is of the ${cluster?.profile} timings, not of the kind file's own: ${listing(replaced)}`;
  return [assume("timings of the kind file were replaced, as asked for", true, summary)];
}
