import type { PageData } from "../../page-data.ts";
import { eventAt, neighbour, outageAt } from "../hits.ts";
import { hashOf } from "../moment-hash.ts";
import { exactMoment, toldBetween } from "../told.ts";
import type { Overlay } from "./overlay.ts";
import type { Panel } from "./panel.ts";
import type { Row } from "./rows.ts";
import type { Stage } from "./stage.ts";
import type { Tip } from "./tip.ts";

/** What is drawn is hit from so many pixels away. */
const nearPixels = 5;

/** What the timeline does where it is pointed at, by a pointer or by keys. */
export class Pointing {
  readonly rows: readonly Row[];
  readonly stage: Stage;
  readonly overlay: Overlay;
  readonly tip: Tip;
  readonly panel: Panel;
  readonly #bins: PageData["bins"];
  readonly #pick: (lane: Row["lane"]) => void;

  constructor(
    parts: { rows: readonly Row[]; stage: Stage; overlay: Overlay; tip: Tip; panel: Panel },
    bins: PageData["bins"],
    pick: (lane: Row["lane"]) => void,
  ) {
    this.rows = parts.rows;
    this.stage = parts.stage;
    this.overlay = parts.overlay;
    this.tip = parts.tip;
    this.panel = parts.panel;
    this.#bins = bins;
    this.#pick = pick;
  }

  /** The row whose picture is under a place of the screen. */
  rowAt(y: number): Row | undefined {
    return this.rows.find(({ track }) => {
      const { top, bottom } = track.getBoundingClientRect();
      return y >= top && y < bottom;
    });
  }

  /** Tells about a moment of a row at a place of the screen. */
  tell(row: Row | undefined, ms: number, y: number, aloud: boolean): void {
    this.overlay.point(ms);
    this.tip.show(row === undefined ? [exactMoment(ms)] : this.#lines(row, ms), this.overlay.xOf(ms), y, aloud);
  }

  /** Takes away what is told. */
  quiet(): void {
    this.overlay.point(undefined);
    this.tip.hide();
  }

  /** Opens the outage at a moment of a row and makes the address name it, or the event that is there; false: nothing is. */
  choose(row: Row, ms: number): boolean {
    const near = nearPixels * this.overlay.msOfPixel;
    if (row.lane === undefined) {
      const event = eventAt(row.events, ms, near);
      if (event === undefined) return false;
      this.link(event.from);
      return true;
    }
    this.#pick(row.lane);
    const index = outageAt(row.lane.outages, ms, near);
    const outage = row.lane.outages[index];
    if (outage === undefined) return false;
    this.link(outage.first.at);
    this.panel.open(row.lane, index);
    return true;
  }

  /** Makes the address name a moment, without moving what is shown. */
  link(ms: number): void {
    this.stage.mark(ms, false);
    if (location.hash !== hashOf(ms)) location.hash = hashOf(ms);
  }

  /** The next event of a row, or the last before; undefined: none. */
  neighbourOf(row: Row, ms: number, direction: 1 | -1): number | undefined {
    return neighbour(
      row.events.map(({ from }) => from).toSorted((a, b) => a - b),
      ms,
      direction,
    );
  }

  #lines({ lane, name, events }: Row, ms: number): string[] {
    const pixel = this.overlay.msOfPixel;
    if (lane === undefined) {
      const event = eventAt(events, ms, nearPixels * pixel);
      return [name, ...(event === undefined ? [] : [event.words]), exactMoment(ms)];
    }
    const half = Math.max(pixel, 0.01) * 1.5;
    const out =
      lane.outages[outageAt(lane.outages, ms, nearPixels * pixel)] === undefined ? [] : ["an outage: Enter or click"];
    return [name, ...toldBetween(lane, this.#bins, ms - half, ms + half), ...out];
  }
}
