import { formatMs } from "../../model/duration.ts";
import { type GuaranteeSpec, limitSchema } from "../../model/guarantee.ts";
import type { Settings } from "../../model/settings.ts";
import { counted } from "../statistics/format.ts";
import { resolveLimit } from "./derived-limits.ts";

/** What is told of a limit that is a person's own. */
export interface ToldOwnLimit {
  /** Than the scenario's; null where that cannot be told. */
  readonly weaker: boolean | null;
  /** Where it was set, what the scenario says, and why. */
  readonly words: string;
}

/** That a guarantee's limit is a person's own; undefined where it is the scenario's. */
export function describeOwnLimit(
  { ownLimit, params }: Pick<GuaranteeSpec, "ownLimit" | "params">,
  settings: Settings | undefined,
): ToldOwnLimit | undefined {
  if (ownLimit === undefined) return undefined;
  const { instead, from, reason } = ownLimit;
  const own = msOf(params.limit, settings);
  const scenarios = msOf(instead, settings);
  const weaker = own === undefined || scenarios === undefined ? null : own > scenarios;
  const relation =
    weaker === null ? "in the place of" : weaker ? "WEAKER than" : own === scenarios ? "the same as" : "stricter than";
  const limit = scenarios === undefined ? wordsOf(instead) : formatMs(scenarios);
  return { weaker, words: `own limit of ${from}, ${relation} the scenario's ${limit}: ${reason}` };
}

/** Verdicts as far as they say whose their limits are. */
type Limited = readonly { readonly ownLimit?: Pick<ToldOwnLimit, "weaker"> | undefined }[];

/**
 * How many limits of some verdicts are a person's own, and which way: "2 limits of your own, 1 weaker than the
 * scenario's"; undefined where none is. No outcome is told without that, or without the mark below.
 */
export function describeOwnLimits(verdicts: Limited): string | undefined {
  const { own, weaker, unknown } = countOwnLimits(verdicts);
  if (own === 0) return undefined;
  const parts = [
    ...(weaker > 0 || unknown === 0 ? [`${weaker === 0 ? "none" : weaker} weaker`] : []),
    ...(unknown === 0 ? [] : [`${unknown} perhaps weaker`]),
  ];
  return `${counted(own, "limit")} of your own, ${parts.join(" and ")} than the scenario's`;
}

/** The same in the words of a table's cell: "own limits, weaker"; undefined where no limit is a person's own. */
export function markOwnLimits(verdicts: Limited): string | undefined {
  const { own, weaker, unknown } = countOwnLimits(verdicts);
  if (own === 0) return undefined;
  return `own limits${weaker > 0 ? ", weaker" : unknown > 0 ? ", perhaps weaker" : ""}`;
}

function countOwnLimits(verdicts: Limited): { own: number; weaker: number; unknown: number } {
  const own = verdicts.flatMap(({ ownLimit }) => ownLimit ?? []);
  const of = (wanted: boolean | null) => own.filter(({ weaker }) => weaker === wanted).length;
  return { own: own.length, weaker: of(true), unknown: of(null) };
}

/** A promise with what is said of its limit, where that is a person's own. */
export function withOwnLimit(promise: string, ownLimit: ToldOwnLimit | undefined): string {
  return ownLimit === undefined ? promise : `${promise} [${ownLimit.words}]`;
}

function msOf(limit: unknown, settings: Settings | undefined): number | undefined {
  const parsed = limitSchema.safeParse(limit);
  return parsed.success ? resolveLimit(parsed.data, settings)?.limitMs : undefined;
}

function wordsOf(limit: unknown): string {
  const parsed = limitSchema.safeParse(limit);
  if (!parsed.success) return "default";
  return typeof parsed.data === "string" ? parsed.data : parsed.data.derived;
}
