import { panned, zoomed } from "../view.ts";
import type { Pointing } from "./pointing.ts";
import { inView, zoomStep } from "./toolbar.ts";

/** What keys do while the timeline has the focus. */
export function listenToKeys(list: HTMLElement, pointing: Pointing): void {
  const { stage, overlay, rows } = pointing;
  let chosen = -1;
  const moment = () => inView(overlay.at ?? stage.marked ?? Number.NaN, stage);
  const choose = (index: number) => {
    rows[chosen]?.item.classList.remove("chosen");
    chosen = Math.max(0, Math.min(rows.length - 1, index));
    rows[chosen]?.item.classList.add("chosen");
    rows[chosen]?.item.scrollIntoView({ block: "nearest" });
    tell(moment());
  };
  const tell = (ms: number) => {
    stage.drawNow();
    const row = rows[chosen];
    const { bottom } = (row?.track ?? list).getBoundingClientRect();
    pointing.tell(row, ms, bottom - 10, true);
  };
  const goTo = (direction: 1 | -1) => {
    if (chosen < 0) chosen = firstWithEvents(pointing);
    const row = rows[chosen];
    const from = overlay.at ?? (direction === 1 ? stage.whole.from - 1 : stage.whole.to + 1);
    const ms = row && pointing.neighbourOf(row, from, direction);
    if (row === undefined || ms === undefined) return choose(chosen);
    row.item.classList.add("chosen");
    if (ms < stage.view.from || ms > stage.view.to) {
      const half = (stage.view.to - stage.view.from) / 2;
      stage.show({ from: ms - half, to: ms + half });
    }
    tell(ms);
  };
  const zoom = (factor: number) => stage.show(zoomed(stage.view, factor, moment(), stage.whole));
  const acts: Readonly<Record<string, () => void>> = {
    "+": () => zoom(1 / zoomStep),
    "=": () => zoom(1 / zoomStep),
    "-": () => zoom(zoomStep),
    "0": () => stage.show(stage.whole),
    ArrowLeft: () => stage.show(panned(stage.view, -0.1, stage.whole)),
    ArrowRight: () => stage.show(panned(stage.view, 0.1, stage.whole)),
    ArrowUp: () => choose(chosen - 1),
    ArrowDown: () => choose(chosen + 1),
    Home: () => choose(0),
    End: () => choose(rows.length - 1),
    n: () => goTo(1),
    p: () => goTo(-1),
    Enter: () => {
      const row = rows[chosen];
      if (row === undefined || !pointing.choose(row, moment())) pointing.link(moment());
    },
    Escape: () => {
      pointing.quiet();
      pointing.panel.close();
    },
  };
  list.addEventListener("keydown", (event) => {
    const act =
      event.ctrlKey || event.metaKey || event.altKey || event.target !== list ? undefined : acts[keyOf(event)];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  list.addEventListener("blur", () => {
    rows[chosen]?.item.classList.remove("chosen");
    pointing.quiet();
  });
}

function keyOf({ key }: KeyboardEvent): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

function firstWithEvents({ rows }: Pointing): number {
  return Math.max(
    0,
    rows.findIndex(({ lane, events }) => lane !== undefined && events.length > 0),
  );
}
