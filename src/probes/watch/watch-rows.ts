import type { WatchRow } from "../../model/watch.ts";
import type { WatchBatch } from "../process/messages.ts";

/** What arrived on lanes that listen and was not told yet, with how many arrivals of each were told before. */
export class WatchRows {
  #rows = new Map<number, WatchRow[]>();
  readonly #told = new Map<number, number>();

  /** Takes what arrived on a lane, by its index. */
  add(lane: number, row: WatchRow): void {
    const rows = this.#rows.get(lane);
    if (rows === undefined) this.#rows.set(lane, [row]);
    else rows.push(row);
  }

  /** What arrived since the last call, by lane. */
  take(): WatchBatch[] {
    const batches = [...this.#rows].map(([lane, arrivals]) => ({ lane, first: this.#told.get(lane) ?? 0, arrivals }));
    for (const { lane, first, arrivals } of batches) this.#told.set(lane, first + arrivals.length);
    this.#rows = new Map();
    return batches;
  }
}
