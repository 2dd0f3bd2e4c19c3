import type { Report } from "../../model/report.ts";
import type { Part } from "./markdown-document.ts";

/** The application of a person's own: what it was made of, and what its manifests let one advise. */
export function applicationParts({ application }: Pick<Report, "application">): Part[] {
  if (application === undefined) return [];
  const { namespace, begin, end, advice } = application;
  const sets = begin.map(({ kind, name, wanted, ready }) => {
    const after = end?.find((one) => one.kind === kind && one.name === name);
    const last = after === undefined ? (end === null ? "not read" : "gone") : `${after.ready} of ${after.wanted}`;
    return [
      kind,
      name,
      `${ready} of ${wanted}`,
      after?.failed === undefined ? last : `${last}, failed: ${after.failed}`,
    ];
  });
  return [
    {
      title: "Advice for the application",
      head: ["what", "seen", "why", "advice"],
      rows: advice.map(({ subject, evidence, why, advice: what }) => [subject, evidence, why, what]),
    },
    {
      title: "The application",
      text: `In the namespace ${namespace}.`,
      head: ["kind", "name", "Ready or complete at the begin", "at the end"],
      rows: sets,
      folded: true,
    },
  ];
}
