import type { Bounds } from "../statistics/median-of-bounds.ts";

/** Failovers as far as their phases are asked for. */
type Failovers = readonly {
  readonly faultId: string;
  readonly phases: readonly { readonly phase: string; readonly measuredMs: Bounds }[];
}[];

/**
 * What phases one run had, by fault and phase. Where one phase came several times, as for each of several replicas, whose
 * names are another every time, the last of them counts: when all had come so far.
 */
export function phasesOf(failovers: Failovers): Map<string, Bounds> {
  const found = new Map<string, Bounds>();
  for (const { faultId, phases } of failovers)
    for (const { phase, measuredMs } of phases) {
      const id = `${faultId}: ${phase.replace(/^replica [^:]+:/, "replicas:")}`;
      found.set(id, later(found.get(id), measuredMs));
    }
  return found;
}

function later(one: Bounds | undefined, [least, most]: Bounds): Bounds {
  if (one === undefined) return [least, most];
  return [Math.max(one[0], least), one[1] === null || most === null ? null : Math.max(one[1], most)];
}
