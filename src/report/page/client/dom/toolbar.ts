import { exactMoment } from "../told.ts";
import { panned, zoomed } from "../view.ts";
import { button, element } from "./elements.ts";
import type { Stage } from "./stage.ts";

/** So much closer, or further, a press or a turn of the wheel brings. */
export const zoomStep = 1.6;

/** Buttons that do what pointer and keys do, what is shown, and how to use it; stands before the rows. */
export function addToolbar(before: HTMLElement, stage: Stage): void {
  const middle = () => stage.marked ?? (stage.view.from + stage.view.to) / 2;
  const zoom = (factor: number) => stage.show(zoomed(stage.view, factor, inView(middle(), stage), stage.whole));
  const whole = button("Whole run", "Show the whole run (0)", () => stage.show(stage.whole));
  const closer = button("+", "Zoom in (+)", () => zoom(1 / zoomStep));
  const further = button("−", "Zoom out (−)", () => zoom(zoomStep));
  const left = button("◀", "Earlier (←)", () => stage.show(panned(stage.view, -0.25, stage.whole)));
  const right = button("▶", "Later (→)", () => stage.show(panned(stage.view, 0.25, stage.whole)));
  const shown = element("output", { class: "shown", "aria-live": "polite" });
  const how = element(
    "details",
    { class: "how" },
    element("summary", {}, "How to use it"),
    element(
      "p",
      {},
      "Drag over a time to see it larger, hold Shift to move it, turn the wheel with Ctrl or ⌘ to zoom. Where few are shown, a dark line is one attempt without success. Click an outage " +
        "for its first and last failure, an event or the axis for a link to that moment. Keys, with the timeline " +
        "focused: + − 0 zoom, ← → move, ↑ ↓ choose a row, N P go to its next or previous event, Enter tells about it, " +
        "Esc closes.",
    ),
  );
  before.before(
    element(
      "div",
      { class: "tools", role: "group", "aria-label": "What the timeline shows" },
      further,
      closer,
      left,
      right,
      whole,
      shown,
      how,
    ),
  );
  stage.drawWith(() => {
    const { from, to } = stage.view;
    const words = stage.showsAll ? "all of the run" : `${exactMoment(from)} to ${exactMoment(to)}`;
    if (shown.textContent !== words) shown.textContent = words;
    for (const one of [further, left, right, whole]) one.toggleAttribute("disabled", stage.showsAll);
  });
}

/** A moment where it is shown, else the middle of what is. */
export function inView(ms: number, { view: { from, to } }: Stage): number {
  return ms >= from && ms <= to ? ms : (from + to) / 2;
}
