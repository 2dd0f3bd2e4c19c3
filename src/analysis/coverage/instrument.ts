import { formatMs } from "../../model/duration.ts";
import type { EventOf } from "../../model/event.ts";
import type { Hole } from "./hole.ts";
import type { TimeRange } from "./probed-time.ts";

/** The prober tells once a second how it fares; without a word for longer, nobody knows, milliseconds. */
const mostSilentMs = 3_000;

/**
 * The times of probing in which the prober told nothing new of itself: it was silent, or said the very same again, which
 * a reading of delays, memory and CPU does not do.
 */
export function silentInstrument(readings: readonly EventOf<"prober-health">[], probed: TimeRange): Hole[] {
  const holes: Hole[] = [];
  let last = probed.from;
  const look = (next: number, reason: string) => {
    if (next - last > mostSilentMs)
      holes.push({ from: last, to: next, reason: `${reason} for ${formatMs(next - last)}` });
    last = Math.max(last, next);
  };
  let before = "";
  let stuck = false;
  const silence = () => (stuck ? "the prober's readings did not change" : "the prober told nothing of itself");
  for (const { at, ...figures } of readings) {
    const told = JSON.stringify(figures);
    const same = told === before;
    if (!same) look(at, silence());
    stuck = same;
    before = told;
  }
  look(probed.to, silence());
  return holes;
}
