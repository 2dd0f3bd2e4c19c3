import { describeCounts } from "../../analysis/statistics/format.ts";
import type { Course } from "../../model/course.ts";
import type { Report } from "../../model/report.ts";
import { outcomeBadge } from "./guarantee-table.ts";
import { html, type Markup } from "./markup.ts";
import { momentLink } from "./moment-link.ts";
import { type Cell, count, folded, numbers, sortableTable } from "./tables.ts";
import type { Told } from "./verdict-sentence.ts";
import { rangeInWords } from "./words.ts";

/** What proves that each fault was there and is gone, and what else was done to the cluster. */
export function evidenceSection({ faults }: Report, { moments }: Course): Markup {
  const rows = faults.map((fault): Cell[] => [
    fault.id,
    `${fault.description}, on ${fault.target}: ${fault.nodes.join(", ")}`,
    at(fault.injectingAt),
    proof(fault.activeAt, fault.active),
    fault.sustained ? at(fault.healingAt) : "heals by itself",
    proof(fault.healedAt, fault.healed),
    at(fault.steadyAt),
  ]);
  const others = moments.filter(({ kind }) => kind !== "step");
  const deeds = others.map(({ at: from, kind, text }): Cell[] => [at(from), kind, text]);
  if (rows.length + deeds.length === 0) return html``;
  return html`<section id="evidence" aria-labelledby="evidence-title"><h2 id="evidence-title">Evidence</h2>${sortableTable(
    {
      caption: "Faults: what proves that they were there, and that they are gone",
      columns: [
        "fault",
        "what, on whom",
        numbers("injected"),
        "seen active",
        numbers("heal began"),
        "seen healed",
        numbers("steady again"),
      ],
      rows,
    },
  )}${deeds.length === 0 ? "" : html`<details class="more"><summary>What else happened (${deeds.length})</summary>${sortableTable({ caption: "Work, restarts, notes and errors", columns: [numbers("at"), "kind", "what"], rows: deeds })}</details>`}</section>`;
}

/** The promises about safety, and what the watches came to. */
export function consistencySection({ report, course }: Told): Markup {
  const safety = report.verdicts.filter((_, index) => course.guarantees[index]?.about === "safety");
  const rows = safety.map(({ outcome, promise, summary }): Cell[] => [promise, outcomeBadge(outcome), summary]);
  const watches = report.watches.map(
    ({ lane, streams, disconnects, events, writes, duplicates, outOfOrder, latencyMs }): Cell[] => [
      lane,
      count(streams),
      describeCounts(disconnects) || "none",
      count(events),
      count(writes.due),
      count(writes.delivered + writes.relisted),
      count(writes.lost),
      count(duplicates),
      count(outOfOrder),
      latencyMs === null
        ? ""
        : {
            shown: `${rangeInWords([latencyMs.p50, latencyMs.p50])} / ${rangeInWords([latencyMs.p99, latencyMs.p99])}`,
            by: latencyMs.p99,
          },
    ],
  );
  if (rows.length + watches.length === 0) return html``;
  return html`<section id="consistency" aria-labelledby="consistency-title"><h2 id="consistency-title">Consistency</h2>${sortableTable({ caption: "What must never happen, however slow everything is", columns: ["promise", "outcome", "what was found"], rows })}${sortableTable(
    {
      caption: "Watches: did every acknowledged write arrive, once and in order?",
      columns: [
        "watch",
        numbers("streams"),
        "lost streams",
        numbers("events"),
        numbers("writes due"),
        numbers("arrived"),
        numbers("lost"),
        numbers("twice"),
        numbers("out of order"),
        numbers("p50 / p99"),
      ],
      rows: watches,
    },
  )}</section>`;
}

/** What must be true of the run before its guarantees mean anything; open where something is not. */
export function assumptionSection({ assumptions, unobserved }: Report): Markup {
  const held = assumptions.filter(({ outcome }) => outcome === "pass").length;
  const worstFirst = assumptions.toSorted((a, b) => Number(a.outcome === "pass") - Number(b.outcome === "pass"));
  const rows = worstFirst.map(({ name, outcome, summary }): Cell[] => [name, outcomeBadge(outcome), summary]);
  const holes = unobserved.map(({ lane, from, to, reason }): Cell[] => [lane ?? "all lanes", at(from), at(to), reason]);
  const body = [
    sortableTable({
      caption: "What must be true for this to mean anything",
      columns: ["assumption", "outcome", "what was found"],
      rows,
    }),
    sortableTable({
      caption: "Time that nobody looked at",
      columns: ["lane", numbers("from"), numbers("to"), "why"],
      rows: holes,
    }),
  ];
  return folded(
    "assumptions",
    html`Assumptions <span class="quiet">${held} of ${assumptions.length} held</span>`,
    body,
    held < assumptions.length,
  );
}

function at(ms: number | undefined): Cell {
  return ms === undefined ? { shown: "never", by: Number.MAX_SAFE_INTEGER } : { shown: momentLink(ms), by: ms };
}

function proof(
  ms: number | undefined,
  evidence: { readonly proven: boolean; readonly detail: string } | undefined,
): Cell {
  if (evidence === undefined) return "? nobody looked";
  return evidence.proven && ms !== undefined
    ? { shown: html`✓ ${momentLink(ms)}: ${evidence.detail}`, by: ms }
    : `✗ not proven: ${evidence.detail}`;
}
