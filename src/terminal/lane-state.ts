import type { Lane } from "../model/lane.ts";
import { isExtra, type Sample } from "../model/sample.ts";

/** What "now" means for a person who watches: the attempts of the last two seconds. */
const windowMs = 2_000;

/** What a lane sees now. */
export interface LaneNow {
  readonly lane: string;
  readonly state: "ok" | "degraded" | "out" | "quiet";
  /** In words: "12 ms", "40 % fail (hang)", "out for 2.1 s (refused)". */
  readonly text: string;
}

/** Keeps the last attempts of each lane for the live view. */
export class LaneStates {
  #lanes: readonly Lane[] = [];
  readonly #recent = new Map<number, Sample[]>();
  readonly #lastOk = new Map<number, number>();

  setLanes(lanes: readonly Lane[]): void {
    this.#lanes = lanes;
  }

  add(samples: readonly Sample[]): void {
    for (const sample of samples) {
      const recent = this.#recent.get(sample.lane) ?? [];
      if (!isExtra(sample)) recent.push(sample);
      this.#recent.set(sample.lane, recent);
      if (sample.outcome === "ok")
        this.#lastOk.set(sample.lane, Math.max(sample.ended, this.#lastOk.get(sample.lane) ?? 0));
    }
  }

  /** What each lane sees at a time of the run, milliseconds. */
  now(at: number): LaneNow[] {
    return this.#lanes.map((lane) => {
      const recent = (this.#recent.get(lane.index) ?? []).filter((sample) => sample.ended > at - windowMs);
      this.#recent.set(lane.index, recent);
      return { lane: lane.id, ...describe(recent, at, this.#lastOk.get(lane.index)) };
    });
  }
}

function describe(recent: readonly Sample[], at: number, lastOk: number | undefined): Omit<LaneNow, "lane"> {
  const failed = recent.filter((sample) => sample.outcome !== "ok");
  const good = recent.filter((sample) => sample.outcome === "ok");
  const error = failed.at(-1)?.error ?? "no answer";
  if (good.length === 0) {
    if (lastOk === undefined && failed.length === 0) return { state: "quiet", text: "waiting for its first answer" };
    return { state: "out", text: `out for ${((at - (lastOk ?? 0)) / 1_000).toFixed(1)} s (${error})` };
  }
  const median = good.map((sample) => sample.ended - sample.scheduled).toSorted((a, b) => a - b)[good.length >> 1] ?? 0;
  const latency = `${median.toFixed(0)} ms`;
  if (failed.length === 0) return { state: "ok", text: latency };
  return {
    state: "degraded",
    text: `${Math.round((100 * failed.length) / recent.length)} % fail (${error}), else ${latency}`,
  };
}
