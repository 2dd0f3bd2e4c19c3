import { tickLabel, ticksOf } from "../../ticks.ts";
import { shareOf, type View } from "../view.ts";

/** Draws the labels of both axes of the timeline anew. */
export function axesOf(list: HTMLElement): (view: View) => void {
  const axes = [...list.querySelectorAll<SVGElement>("svg.axis")];
  return (view) => {
    for (const axis of axes) draw(axis, view);
  };
}

function draw(axis: SVGElement, view: View): void {
  const width = Math.max(1, axis.clientWidth);
  const most = Math.max(2, Math.min(8, Math.floor(width / labelPixels)));
  axis.replaceChildren(...ticksOf(view, most).map((tick) => label(tick, view, labelPixels / 3 / width)));
}

/** A label has so much room, pixels: "2:30.5" and what parts it from the next. */
const labelPixels = 60;

function label(tick: number, view: View, edge: number): SVGTextElement {
  const share = shareOf(tick, view);
  const made = document.createElementNS("http://www.w3.org/2000/svg", "text");
  made.setAttribute("x", `${(100 * share).toFixed(3)}%`);
  made.setAttribute("y", "12");
  made.setAttribute("text-anchor", share < edge ? "start" : share > 1 - edge ? "end" : "middle");
  made.textContent = tickLabel(tick);
  return made;
}
