import type { Outcome } from "../../model/outcome.ts";
import type { Verdict } from "../../model/verdict.ts";
import { boundsBar } from "./bounds-bar.ts";
import { html, type Markup } from "./markup.ts";
import { type Told, verdictInTable } from "./verdict-sentence.ts";
import { limitInWords, outcomeSigns, rangeInWords } from "./words.ts";

/** An outcome as a sign and a word. */
export function outcomeBadge(outcome: Outcome, words: string = outcome): Markup {
  return html`<span class="badge v-${outcome}"><span aria-hidden="true">${outcomeSigns[outcome]}</span> ${words}</span>`;
}

/** Each guarantee with its sentence, its limit, what was to be expected and what was measured. */
export function guaranteeTable(told: Told): Markup {
  const { verdicts } = told.report;
  if (verdicts.length === 0) return html`<p>No guarantee was asked for.</p>`;
  const timed = verdicts.some(({ measuredMs, limitMs }) => measuredMs !== undefined || limitMs !== undefined);
  const order = verdicts.map((_, index) => index).toSorted((a, b) => rank(verdicts[a]) - rank(verdicts[b]));
  const rows = order.map((index) => {
    const verdict = verdicts[index] as Verdict;
    const { outcome, promise, limitMs, limitSource, expectedMs, measuredMs } = verdict;
    return html`<tr><td>${outcomeBadge(outcome)}</td><th scope="row"><span class="says">${verdictInTable(verdict, index, told)}</span><span class="promise">${promise}</span></th>${timed ? html`<td class="n" data-label="measured">${measuredMs === undefined ? "" : rangeInWords(measuredMs)}</td><td class="n" data-label="expected">${expectedMs === undefined ? "" : rangeInWords(expectedMs)}</td><td class="n" data-label="limit"${limitSource === undefined ? "" : html` title="${limitSource}"`}>${limitMs === undefined ? "" : limitInWords(limitMs)}</td><td class="bars">${boundsBar(verdict)}</td>` : ""}</tr>`;
  });
  return html`<table class="guarantees"><caption class="quiet">${timed ? "Solid: surely so long. Hatched: perhaps so long. Grey: what the cluster's own settings let one expect. Line: the limit." : "What was promised, and what came of it."}</caption><thead><tr><th scope="col">outcome</th><th scope="col">what came of it, and what was promised</th>${timed ? html`<th scope="col" class="n">measured</th><th scope="col" class="n">expected</th><th scope="col" class="n">limit</th><th scope="col">against the limit</th>` : ""}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** What broke comes first, then what is open. */
function rank(verdict: Verdict | undefined): number {
  return ["fail", "inconclusive", "pass"].indexOf(verdict?.outcome ?? "pass");
}
