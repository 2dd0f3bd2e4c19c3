import { formatMs } from "../../model/duration.ts";
import type { EventOf } from "../../model/event.ts";
import type { Span } from "../timeline/span.ts";
import type { Hole } from "./hole.ts";

/**
 * The prober tells once a second how it fares; without a word for longer, one is lost or it stood still, and nobody
 * knows, milliseconds. Of readings in real runs, also on machines whose host took a third of the CPU, the latest came
 * after 1,079.
 */
const mostSilentMs = 1_900;
/** Two readings in a row may be alike by chance, three are not; milliseconds. */
const mostAlikeMs = 3_000;

/**
 * The times of probing in which the prober told nothing new of itself: it was silent, or said the very same again, which
 * a reading of delays, memory and CPU does not do.
 */
export function silentInstrument(readings: readonly EventOf<"prober-health">[], probed: Span): Hole[] {
  const holes: Hole[] = [];
  let last = probed.from;
  let stuck = false;
  const look = (next: number, reason: string) => {
    if (next - last > (stuck ? mostAlikeMs : mostSilentMs))
      holes.push({ from: last, to: next, reason: `${reason} for ${formatMs(next - last)}` });
    last = Math.max(last, next);
  };
  let before = "";
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
