import { panned, selected, zoomed } from "../view.ts";
import type { Pointing } from "./pointing.ts";
import { zoomStep } from "./toolbar.ts";

/** A press that moves less than this is a click, pixels. */
const clickPixels = 4;

/** Wheel, drag, hover and click on the timeline. */
export function listenToPointer(list: HTMLElement, pointing: Pointing): void {
  const { stage, overlay } = pointing;
  let from: { readonly x: number; readonly ms: number; readonly pans: boolean } | undefined;
  let lastX = 0;
  list.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const factor = zoomStep ** Math.max(-1, Math.min(1, event.deltaY / 60));
      stage.show(zoomed(stage.view, factor, overlay.momentAtX(event.clientX), stage.whole));
    },
    { passive: false },
  );
  list.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !isOnTrack(event.target)) return;
    if (event.pointerType === "mouse") event.preventDefault();
    list.focus({ preventScroll: true });
    list.setPointerCapture(event.pointerId);
    from = { x: event.clientX, ms: overlay.momentAtX(event.clientX), pans: event.shiftKey };
    lastX = event.clientX;
  });
  list.addEventListener("pointermove", (event) => {
    if (from === undefined) return hover(event, pointing);
    if (Math.abs(event.clientX - from.x) < clickPixels && !from.pans) return;
    pointing.quiet();
    if (!from.pans) return overlay.select(from.ms, overlay.momentAtX(event.clientX));
    const { from: begin, to } = stage.view;
    stage.show(panned(stage.view, ((lastX - event.clientX) * overlay.msOfPixel) / (to - begin), stage.whole));
    lastX = event.clientX;
  });
  list.addEventListener("pointerup", (event) => {
    if (from === undefined) return;
    const { x, ms, pans } = from;
    from = undefined;
    overlay.select(undefined, undefined);
    if (Math.abs(event.clientX - x) >= clickPixels) {
      if (!pans) stage.show(selected(ms, overlay.momentAtX(event.clientX), stage.whole));
    } else click(event, ms, pointing);
  });
  list.addEventListener("pointercancel", () => {
    from = undefined;
    overlay.select(undefined, undefined);
  });
  list.addEventListener("pointerleave", () => pointing.quiet());
  list.addEventListener("dblclick", () => getSelection()?.removeAllRanges());
}

function hover(event: PointerEvent, pointing: Pointing): void {
  const ms = pointing.overlay.momentAtX(event.clientX);
  if (isOnTrack(event.target)) pointing.tell(pointing.rowAt(event.clientY), ms, event.clientY, false);
  else pointing.quiet();
}

function click(event: PointerEvent, ms: number, pointing: Pointing): void {
  const row = pointing.rowAt(event.clientY);
  if (row === undefined) pointing.link(ms);
  else pointing.choose(row, ms);
}

function isOnTrack(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".track") !== null;
}
