import type { PageData } from "../../page-data.ts";
import { laneOf } from "../lane.ts";
import { momentOf } from "../moment-hash.ts";
import { axesOf } from "./axes.ts";
import { listenToPointer } from "./gestures.ts";
import { listenToKeys } from "./keys.ts";
import { addLatency } from "./latency.ts";
import { Overlay } from "./overlay.ts";
import { Panel } from "./panel.ts";
import { Pointing } from "./pointing.ts";
import { drawRows, readRows } from "./rows.ts";
import { Stage } from "./stage.ts";
import { Tip } from "./tip.ts";
import { addToolbar } from "./toolbar.ts";

const list = document.getElementById("lanes");
const written = document.getElementById("data")?.textContent;
if (list !== null && written) start(list, JSON.parse(written) as PageData);

/** Makes the picture of the page one that answers. */
function start(rowList: HTMLElement, data: PageData): void {
  const lanes = data.lanes.map((lane) => laneOf(lane, data));
  const stage = new Stage({ from: data.from, to: Math.max(data.to, data.from + 1) });
  rowList.classList.add("answers");
  rowList.tabIndex = 0;
  rowList.setAttribute("role", "group");
  rowList.setAttribute(
    "aria-label",
    "Timeline: plus and minus zoom, arrows move and choose a row, N goes to its next event",
  );
  addToolbar(rowList, stage);
  const rows = readRows(rowList, lanes, stage.whole);
  drawRows(rows, stage, axesOf(rowList));
  const panel = new Panel(rowList, stage);
  const latency =
    lanes.length === 0 ? undefined : addLatency(rowList, rowList.nextElementSibling as HTMLElement, stage, lanes, data);
  const overlay = new Overlay(rowList, stage);
  const parts = { rows, stage, overlay, tip: new Tip(rowList), panel };
  const pointing = new Pointing(parts, data.bins, (lane) => lane !== undefined && latency?.pick(lane));
  listenToPointer(rowList, pointing);
  listenToKeys(rowList, pointing);
  new ResizeObserver(() => stage.drawNow()).observe(rowList);
  followAddress(rowList, stage);
  printWhole(stage);
}

/** Shows the moment that the address names, now and whenever it is another; what names none, or none of this run, changes nothing. */
function followAddress(rowList: HTMLElement, stage: Stage): void {
  const go = (hash: string) => {
    const ms = momentOf(hash);
    if (ms === undefined || ms < stage.whole.from - 10 || ms > stage.whole.to + 10) return;
    if (stage.marked !== undefined && Math.abs(stage.marked - ms) < 10) return;
    stage.mark(ms, true);
    rowList.scrollIntoView({ block: "nearest" });
  };
  go(location.hash);
  addEventListener("hashchange", () => go(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a.t") : null;
    if (link === null) return;
    stage.marked = undefined;
    go(link.hash);
  });
}

/** On paper is all of the run, whatever is on the screen. */
function printWhole(stage: Stage): void {
  let before = stage.view;
  addEventListener("beforeprint", () => {
    before = stage.view;
    stage.view = stage.whole;
    stage.drawNow();
  });
  addEventListener("afterprint", () => stage.show(before));
}
