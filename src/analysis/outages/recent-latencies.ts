/** Successes before an outage that tell how long an attempt of a lane takes to meet the server. */
const latencyMemory = 20;

/** What an attempt may always take to meet the server, milliseconds. */
export const leastAllowanceMs = 50;

/** The last latencies of successes, lane by lane; the oldest are overwritten first. */
export class RecentLatencies {
  readonly #lanes = new Map<number, { readonly values: number[]; next: number }>();

  add(lane: number, latencyMs: number): void {
    const known = this.#lanes.get(lane) ?? { values: [], next: 0 };
    this.#lanes.set(lane, known);
    known.values[known.next] = latencyMs;
    known.next = (known.next + 1) % latencyMemory;
  }

  /** What an attempt of a lane may take to meet the server, milliseconds: twice the slowest of them. */
  allowanceMs(lane: number): number {
    return Math.max(leastAllowanceMs, 2 * Math.max(0, ...(this.#lanes.get(lane)?.values ?? [])));
  }
}
