import { cellCharacters, laneMarks, runsOf } from "../live/cells.ts";
import { clockText, secondsText } from "../live/clock-text.ts";
import { leftInWords, phaseTime, shareOf } from "../live/countdown.ts";
import type { Cell, LaneState, LiveFault, LiveLane, LiveLine, LiveSnapshot } from "../live/live-snapshot.ts";
import { stageWords } from "../live/stage-words.ts";
import { lanesInWords } from "../live/trouble.ts";
import { formatMs } from "../model/duration.ts";
import { plainTexts } from "../model/plain-text.ts";
import { html, type Markup } from "../report/page/markup.ts";

/** What became of a run that is over. */
export interface LiveVerdict {
  readonly outcome: string;
  /** Where its reports are. */
  readonly folder: string;
}

/** The parts of the live page that change, as HTML, by the ids of their elements. */
export type Fragments = Readonly<Record<"head" | "now" | "faults" | "lanes" | "log", string>>;

/** Seconds that the page's strips show. */
const shownCells = 120;

const stateWords: Readonly<Record<LaneState, string>> = { ok: "ok", degraded: "in part", out: "out", quiet: "waiting" };

/** A run as the parts of the live page; undefined before one was begun. Pure; nothing in its texts is obeyed. */
export function fragmentsOf(snapshot: LiveSnapshot | undefined, verdict?: LiveVerdict): Fragments {
  if (snapshot === undefined)
    return { head: "<h1>kind-chaos</h1><p>No run has begun yet.</p>", now: "", faults: "", lanes: "", log: "" };
  const plain = plainTexts(snapshot);
  return {
    head: html`<h1>${plain.title}</h1><p>${plain.summary}</p>`.text,
    now: html`${nowOf(plain)}${verdict === undefined ? "" : verdictOf(plainTexts(verdict))}`.text,
    faults: html`${plain.faults.map(faultOf)}`.text,
    lanes: html`${plain.lanes.map(laneOf)}`.text,
    log: html`${plain.lines.toReversed().map(lineOf)}`.text,
  };
}

function nowOf(snapshot: LiveSnapshot): Markup {
  const { phase, at, lanes } = snapshot;
  const share = shareOf(snapshot);
  const bar =
    share === undefined ? "" : html`<progress max="1" value="${share.toFixed(3)}" aria-label="of the run"></progress>`;
  return html`<p class="phase"><strong>${phase.name}</strong> ${phaseTime(phase)}</p><p>${clockText(at)} since the start · ${leftInWords(snapshot)}</p>${bar}<p>${lanesInWords(lanes)}</p>`;
}

function verdictOf({ outcome, folder }: LiveVerdict): Markup {
  return html`<p class="badge v-${outcome}">${outcome.toUpperCase()}</p><p>Its reports are in <code>${folder}</code>.</p>`;
}

function faultOf({ id, stage, sinceMs, description, nodes, evidence }: LiveFault): Markup {
  const seen = evidence === "" ? "" : html`<br><span class="quiet">${evidence}</span>`;
  return html`<li class="${stage}"><strong>${id}</strong> <em>${stageWords[stage]} ${secondsText(sinceMs)}</em>: ${description} on ${nodes.join(", ")}${seen}</li>`;
}

function laneOf({ lane, state, text, longestOutMs, cells }: LiveLane): Markup {
  const was = state === "out" || longestOutMs === 0 ? "" : `, was out ${formatMs(longestOutMs)}`;
  const mark = html`<span aria-hidden="true">${laneMarks[state]}</span> ${stateWords[state]}`;
  return html`<tr class="${state}"><td>${mark}</td><th scope="row">${lane}</th><td>${text}${was}</td><td class="strip" aria-hidden="true"><span>${stripOf(cells)}</span></td></tr>`;
}

function stripOf(cells: readonly Cell[]): Markup[] {
  // Before anything was asked there is nothing to see.
  const begun = cells.slice(
    Math.max(
      0,
      cells.findIndex((cell) => cell !== "none"),
    ),
  );
  return runsOf(begun.slice(-shownCells)).map(
    ({ cell, length }) => html`<span class="c-${cell}">${cellCharacters[cell].repeat(length)}</span>`,
  );
}

function lineOf({ at, text }: LiveLine): Markup {
  return html`<li><time>${clockText(at)}</time> ${text}</li>`;
}
