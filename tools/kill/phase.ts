/** What every generated scenario calls its fault. */
export const strike = "strike";

/** Where a run is, as its progress lines tell it, in their order. */
export const phases = [
  "before",
  "namespace",
  "striking",
  "active",
  "healing",
  "recovery",
  "last steady state",
  "afterwards",
] as const;
export type Phase = (typeof phases)[number];

/** How the first line of each phase begins. */
const marks: Readonly<Record<Exclude<Phase, "before">, RegExp>> = {
  namespace: /^\[[\d:]+\] steady state holds/m,
  striking: new RegExp(`^\\[[\\d:]+\\] ${strike}: `, "m"),
  active: new RegExp(`^\\[[\\d:]+\\] ${strike}: proven active`, "m"),
  healing: new RegExp(`^\\[[\\d:]+\\] ${strike}: healing$`, "m"),
  recovery: new RegExp(`^\\[[\\d:]+\\] recovery of ${strike}`, "m"),
  "last steady state": /^\[[\d:]+\] last steady state$/m,
  afterwards: /^\[[\d:]+\] check of writes/m,
};

/** The phase that a run has come to, from all that it has printed on standard error without a terminal. */
export function phaseOf(progress: string): Phase {
  return phases.findLast((phase) => phase === "before" || marks[phase].test(progress)) ?? "before";
}

/** Whether a run in this phase has come to that one already. */
export function hasReached(phase: Phase, wanted: Phase): boolean {
  return phases.indexOf(phase) >= phases.indexOf(wanted);
}
