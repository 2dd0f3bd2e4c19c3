import { formatMs } from "../../model/duration.ts";
import type { Span } from "../timeline/span.ts";
import type { Finding } from "./finding.ts";

/** What an answer said of a lease: that it was there, and surely until when, or that it was not. */
export interface LeaseAnswer extends Span {
  readonly lane: string;
  readonly lease: string;
  /** Undefined: it was told to be gone. */
  readonly lastsUntil: number | undefined;
}

/** An answer that a lease was gone, and the promise that it was there still. */
export interface EarlyEnd {
  readonly told: LeaseAnswer;
  readonly promised: LeaseAnswer;
}

/** Which of two was told earlier: what was told by then was asked before. */
export function earlier(one: EarlyEnd | undefined, other: EarlyEnd): EarlyEnd {
  return one !== undefined && one.told.to <= other.told.to ? one : other;
}

/** An early end in words, which was told again at last by another answer or the same; `though` adds what speaks against. */
export function earlyExpiry({ told, promised }: EarlyEnd, again: EarlyEnd, though = ""): Finding {
  const [ago, early] = [told.from - promised.to, (promised.lastsUntil ?? 0) - told.to].map(formatMs);
  const stays = again.told === told ? "" : `, and by ${again.told.lane} ${formatMs(again.told.from - told.to)} later`;
  const text = `lease ${told.lease} told to be gone by ${told.lane}, ${ago} after ${promised.lane} was told that it lasts and ${early} before its end${stays}${though}`;
  return { rule: "early-expiry", text, from: promised.from, to: again.told.to };
}
