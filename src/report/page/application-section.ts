import type { Report } from "../../model/report.ts";
import { html, type Markup } from "./markup.ts";
import { type Cell, sortableTable } from "./tables.ts";

/** The application of a person's own, with what its manifests let one advise; nothing where there is none. */
export function applicationSection({ application }: Report): Markup {
  if (application === undefined) return html``;
  const { advice, begin, end, namespace } = application;
  const told = advice.map(({ subject, evidence, why, advice: what }): Cell[] => [subject, evidence, why, what]);
  const sets = begin.map(({ kind, name, wanted, ready }): Cell[] => {
    const after = end?.find((one) => one.kind === kind && one.name === name);
    const last = after === undefined ? "not seen" : `${after.ready} of ${after.wanted}`;
    return [`${kind} ${name}`, `${ready} of ${wanted}`, after?.failed === undefined ? last : `failed: ${after.failed}`];
  });
  return html`<section id="application" aria-labelledby="application-title"><h2 id="application-title">Your application</h2>${sortableTable(
    {
      caption: "What its own manifests say of outages, and what prevents them",
      columns: ["what", "seen", "why", "advice"],
      rows: told,
    },
  )}${sortableTable({
    caption: `What makes pods in the namespace ${namespace}: Ready, or complete`,
    columns: ["what", "at the begin", "at the end"],
    rows: sets,
  })}</section>`;
}
