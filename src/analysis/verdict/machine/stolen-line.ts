import { formatMs } from "../../../model/duration.ts";
import { percent } from "../../statistics/format.ts";
import type { Reading } from "./judged-time.ts";
import { stolenThroughout } from "./limits.ts";
import { worstMean } from "./worst-window.ts";

/** Stretches of stolen time that are apart by no more than this are told as one, milliseconds. */
const joinedMs = 2_500;
/** So many are told, the worst first. */
const most = 3;

/** One line on what the host took: "the host took 28 % of this machine's CPU from 31 s to 44 s". */
export function stolenLine(readings: readonly Reading[]): string {
  const share = ({ stolenShare }: Reading) => stolenShare;
  const told = readings.filter((reading) => share(reading) !== undefined);
  if (told.length === 0) return "what the host took of this machine's CPU was not measured";
  const spells: Reading[][] = [];
  for (const reading of told.filter(({ stolenShare = 0 }) => stolenShare >= stolenThroughout)) {
    const last = spells.at(-1);
    if (last !== undefined && reading.from - (last.at(-1)?.to ?? 0) <= joinedMs) last.push(reading);
    else spells.push([reading]);
  }
  const all = worstMean(told, Number.POSITIVE_INFINITY, share);
  if (spells.length === 0) return `the host took ${percent(all, 1)} of this machine's CPU`;
  const words = spells
    .map((spell) => ({ from: spell[0]?.from ?? 0, to: spell.at(-1)?.to ?? 0 }))
    .map((span) => ({ ...span, taken: worstMean(within(told, span), Number.POSITIVE_INFINITY, share) }))
    .toSorted((a, b) => b.taken * (b.to - b.from) - a.taken * (a.to - a.from))
    .map(({ from, to, taken }) => `${percent(taken, 1)} of this machine's CPU from ${moment(from)} to ${moment(to)}`);
  const rest = words.length > most ? `, and more in ${words.length - most} other stretches` : "";
  return `the host took ${words.slice(0, most).join(", ")}${rest}`;
}

function within(readings: readonly Reading[], span: { from: number; to: number }): Reading[] {
  return readings.filter(({ from, to }) => from >= span.from && to <= span.to);
}

/** Whole seconds: a reading is one. */
function moment(ms: number): string {
  return ms < 100_000 ? `${Math.round(ms / 1_000)} s` : formatMs(Math.round(ms / 1_000) * 1_000);
}
