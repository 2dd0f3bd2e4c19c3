import { boxesPath, drawnBoxes, drawnStates } from "../../drawn-boxes.ts";
import { ticksOf } from "../../ticks.ts";
import { failuresWithin } from "../hits.ts";
import type { Lane } from "../lane.ts";
import { shareOf, type View } from "../view.ts";
import { zoomedPath } from "../zoomed-path.ts";
import type { Stage } from "./stage.ts";

/** Pictures have this width in their own units (`width` of axis.ts). */
const units = 2_000;

/** Attempts are marked one by one where each has so many pixels in the mean, and no more than so much time is shown. */
const roomPixels = 6;
const mostMarkedMs = 10_000;

/** Something in a row that has a place in time and words of its own. */
export interface RowEvent {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** One row of the timeline. */
export interface Row {
  readonly item: HTMLElement;
  readonly name: string;
  readonly track: HTMLElement;
  readonly lane: Lane | undefined;
  /** In the order of time. */
  readonly events: readonly RowEvent[];
  draw(view: View): void;
}

/** The rows of the timeline, as the page has them without scripts, made so that they can be drawn of any time. */
export function readRows(list: HTMLElement, lanes: readonly Lane[], whole: View): Row[] {
  return [...list.querySelectorAll<HTMLElement>("li.row")].map((item) => {
    const lane = lanes[Number(item.dataset.lane ?? -1)];
    const track = item.querySelector<HTMLElement>(".track") ?? item;
    const placed = readPlaced(track, whole, lane !== undefined);
    const drawers = [
      placed.draw,
      ...readPaths(track, whole, lane),
      ...(lane === undefined ? [] : [failureMarks(track, lane)]),
    ];
    nameQuietly(track);
    return {
      item,
      name: item.querySelector(".name")?.firstChild?.textContent?.trim() ?? "",
      track,
      lane,
      events:
        lane === undefined
          ? placed.events
          : lane.outages.map((outage) => ({ from: outage.first.at, to: outage.last.at, words: "" })),
      draw: (view) => {
        for (const draw of drawers) draw(view);
      },
    };
  });
}

/** A picture's title is shown over it by browsers; what the page shows itself says more. */
function nameQuietly(track: HTMLElement): void {
  const title = track.querySelector("svg > title");
  title?.parentElement?.setAttribute("aria-label", title.textContent ?? "");
  title?.remove();
}

/** What stands at a share of the width in percent: words in boxes, steps, and labels without words of their own. */
function readPlaced(track: HTMLElement, whole: View, isLane: boolean) {
  const parts = [...track.querySelectorAll<SVGElement>(":scope > svg > [x]")];
  if (isLane) for (const part of parts) part.remove();
  const placed = isLane ? [] : parts.map((part) => readPart(part, whole));
  const events = placed.filter(({ words }) => words !== "").toSorted((a, b) => a.from - b.from);
  return {
    events,
    draw: (view: View) => {
      const isEventful = events.some(({ from, to }) => from <= view.to && to >= view.from);
      for (const { part, words, from, to } of placed) {
        const [left, right] = [Math.max(0, shareOf(from, view)), Math.min(1, shareOf(to, view))];
        const isShown = right >= left && (words !== "" || isEventful);
        part.style.display = isShown ? "" : "none";
        if (!isShown) continue;
        part.setAttribute("x", `${100 * left}%`);
        part.setAttribute("width", `${100 * (right - left)}%`);
      }
    },
  };
}

function readPart(part: SVGElement, whole: View) {
  const at = (name: string) => Number.parseFloat(part.getAttribute(name) ?? "0") / 100;
  const title = part.querySelector("title");
  const words = title?.textContent ?? "";
  title?.remove();
  const span = whole.to - whole.from;
  const from = whole.from + at("x") * span;
  return { part, words, from, to: from + at("width") * span };
}

/** What is stretched to the width; of a lane the states are drawn anew, so that nothing becomes narrower than it may. */
function readPaths(track: HTMLElement, whole: View, lane: Lane | undefined): ((view: View) => void)[] {
  const picture = track.querySelector<SVGElement>("svg[viewBox]");
  if (picture === null) return [];
  const paths = [...picture.querySelectorAll<SVGPathElement>("path")].map((path) => ({
    path,
    d: path.getAttribute("d") ?? "",
  }));
  const height = Number(picture.getAttribute("height"));
  return paths.map(({ path, d }) => {
    const state = drawnStates.find((one) => path.classList.contains(`s-${one}`));
    if (path.classList.contains("grid")) return (view: View) => path.setAttribute("d", gridPath(view, height));
    if (lane !== undefined && state !== undefined)
      return (view: View) => {
        const unit = units / Math.max(1, track.clientWidth);
        const canvas = { ...view, width: units, step: unit / 2, least: 2 * unit };
        path.setAttribute("d", boxesPath(drawnBoxes(lane.spans, state, canvas), state));
      };
    return (view: View) => {
      const scale = (whole.to - whole.from) / (view.to - view.from);
      path.setAttribute("d", zoomedPath(d, { scale, shift: shareOf(whole.from, view) * units }));
    };
  });
}

/** A line for each attempt without success by itself, as soon as there is room between them. */
function failureMarks(track: HTMLElement, lane: Lane): (view: View) => void {
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "path");
  mark.setAttribute("class", "mark");
  track.querySelector("svg[viewBox]")?.append(mark);
  return (view) => {
    const shown = failuresWithin(lane.failures, view.from, view.to);
    const isRoomy = track.clientWidth >= roomPixels * shown.length;
    const lines = shown.map(({ at }) => `M${Math.round(shareOf(at, view) * units * 10) / 10} 1V9`);
    mark.setAttribute("d", isRoomy && view.to - view.from <= mostMarkedMs ? lines.join("") : "");
  };
}

function gridPath(view: View, height: number): string {
  return ticksOf(view)
    .map((tick) => `M${Math.round(shareOf(tick, view) * units * 10) / 10} 0V${height}`)
    .join("");
}

/** Draws every row and both axes whenever another time is shown. */
export function drawRows(rows: readonly Row[], stage: Stage, drawAxes: (view: View) => void): void {
  stage.drawWith(() => {
    drawAxes(stage.view);
    for (const row of rows) row.draw(stage.view);
  });
}
