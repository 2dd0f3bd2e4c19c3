import { describeBounds } from "../../src/analysis/statistics/format.ts";
import type { Row } from "../steadiness/rows.ts";
import { partsOf } from "../table-cells.ts";
import { type Bounds, boundsIn, spanOf } from "./bounds-in-words.ts";
import type { Claim } from "./claims.ts";

/** What a guarantee that held measured in a run, by the words of its promise. */
export interface Measured {
  readonly promise: string;
  readonly bounds: Bounds;
}

/** What guarantees that held measured in the runs of a scenario that passed. */
export function measuredIn(rows: readonly Row[], wanted: string): Measured[] {
  const passed = rows.filter(({ scenario, outcome }) => scenario === wanted && outcome === "pass");
  return passed.flatMap(({ figures }) =>
    figures.flatMap(({ promise, outcome, measuredMs: [least, most] = [0, null] }) =>
      outcome === "pass" && most !== null ? [{ promise, bounds: [least, most] as const }] : [],
    ),
  );
}

/** The same of a scenario on the page of results of before there were campaigns, docs/results/once.md. */
export function measuredOnce(page: string, scenario: string): Measured[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${scenario}\n`)) ?? "";
  return section.split("\n").flatMap((line) => {
    const cells = partsOf(line).map((cell) => cell.trim().replaceAll(/\\([\\|*])/g, "$1"));
    const [, outcome, promise = "", , , measured = ""] = cells;
    const bounds = boundsIn(measured);
    return outcome === "pass" && bounds !== undefined ? [{ promise, bounds }] : [];
  });
}

/**
 * What a claim's own guarantee measured, as bounds in words, from the least to the most of all that it promised and of all
 * runs; empty where nothing was measured, or no guarantee measures it. Throws where others measured something, and it did
 * not.
 */
export function figureOf({ scenario, guarantee }: Claim, all: readonly Measured[]): string {
  const own = all.filter(({ promise }) => guarantee?.test(promise) === true);
  if (all.length > 0 && own.length === 0 && guarantee !== null)
    throw new Error(
      `${scenario} was run: say in tools/high-availability/claims.ts which of its guarantees measured it`,
    );
  const span = spanOf(own.map(({ bounds }) => bounds));
  return span === undefined ? "" : describeBounds(span);
}
