import type { Report } from "../../model/report.ts";
import { wrap } from "../../terminal/layout.ts";

/** What in the application's own manifests would make it safer, for a terminal; empty where it has all, or there is none. */
export function adviceLines({ application }: Pick<Report, "application">, width: number): string[] {
  const advice = application?.advice ?? [];
  if (advice.length === 0) return [];
  return [
    ...wrap("What its own manifests say of outages, and what prevents them:", width),
    ...advice.flatMap(({ subject, evidence, why, advice: what }) => [
      ...wrap(`${subject}: ${evidence}: ${why}`, width - 2, 2).map((line) => `  ${line}`),
      ...wrap(what, width - 4, 2).map((line) => `    ${line}`),
    ]),
  ];
}
