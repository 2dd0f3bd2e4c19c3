import { formatMs } from "../model/duration.ts";
import type { Lane } from "../model/lane.ts";
import { isExtra, latencyMs, type Sample } from "../model/sample.ts";
import { runningText } from "./clock-text.ts";
import type { LaneState, LiveLane } from "./live-snapshot.ts";
import { Strip } from "./strip.ts";

/** What "now" means for a person who watches, milliseconds; a slow lane needs three of its periods. */
const windowMs = 2_000;

/** After so many failures in a row a lane is out: where one of three servers is down, four in a row are rare. */
const failuresOfOutage = 4;

/** Follows one lane that makes attempts, for people who watch. */
export class LaneTrack {
  readonly #lane: Lane;
  readonly #strip = new Strip();
  readonly #windowMs: number;
  #recent: Sample[] = [];
  #lastOk: number | undefined;
  /** When the attempt began that was answered last. */
  #lastGood = 0;
  #failedSince = 0;
  #error = "";
  #longestOutMs = 0;

  constructor(lane: Lane) {
    this.#lane = lane;
    this.#windowMs = Math.max(windowMs, 3 * lane.periodMs);
  }

  /** Takes an attempt that has ended; extra ones only say when the lane was last heard. */
  add(sample: Sample): void {
    if (!isExtra(sample)) {
      this.#strip.add(sample);
      this.#recent.push(sample);
      this.#prune(sample.ended);
    }
    if (sample.outcome === "ok") this.#answered(sample);
    // Those that hung since before the last good one may end long after it, and say nothing of now.
    else if (sample.started >= this.#lastGood) this.#failed(sample);
  }

  /** What it sees at a time of the run, milliseconds. */
  now(at: number): LiveLane {
    this.#prune(at);
    return {
      lane: this.#lane.id,
      ...this.#state(at),
      longestOutMs: this.#longestOutMs,
      cells: this.#strip.cells(at),
    };
  }

  #answered({ started, ended }: Sample): void {
    const gapMs = ended - (this.#lastOk ?? ended);
    if (this.#failedSince > 0 || gapMs > this.#windowMs) this.#longestOutMs = Math.max(this.#longestOutMs, gapMs);
    this.#failedSince = 0;
    this.#lastGood = Math.max(started, this.#lastGood);
    this.#lastOk = Math.max(ended, this.#lastOk ?? 0);
  }

  #failed({ error }: Sample): void {
    this.#failedSince += 1;
    this.#error = error ?? "no answer";
  }

  #prune(at: number): void {
    const since = at - this.#windowMs;
    this.#recent = this.#recent.filter(({ outcome, started, ended }) => (outcome === "ok" ? ended : started) > since);
  }

  #state(at: number): { state: LaneState; text: string; outMs?: number } {
    const good = this.#recent.filter((sample) => sample.outcome === "ok");
    if (this.#failedSince >= failuresOfOutage || good.length === 0) return this.#silence(at);
    const latencies = good.map(latencyMs).toSorted((a, b) => a - b);
    const latency = formatMs(Math.round(latencies[latencies.length >> 1] ?? 0));
    const failed = this.#recent.length - good.length;
    if (failed === 0) return { state: "ok", text: latency };
    const share = Math.max(1, Math.round((100 * failed) / this.#recent.length));
    const error = this.#recent.findLast((sample) => sample.outcome !== "ok")?.error ?? "no answer";
    return { state: "degraded", text: `${share} % fail (${error}), else ${latency}` };
  }

  /** Nothing answers: because it fails, because what was asked hangs, or because nothing was asked yet. */
  #silence(at: number): { state: LaneState; text: string; outMs?: number } {
    const since = this.#lastOk;
    if (since === undefined) {
      if (this.#failedSince === 0) return { state: "quiet", text: "waiting for its first answer" };
      return { state: "out", text: `never answered (${this.#error})`, outMs: at };
    }
    const outMs = Math.max(0, at - since);
    if (this.#failedSince === 0) return { state: "out", text: `no answer for ${runningText(outMs)}`, outMs };
    return { state: "out", text: `out for ${runningText(outMs)} (${this.#error})`, outMs };
  }
}
