import { counted, describeBounds } from "../../analysis/statistics/format.ts";
import { controlPlanes, etcdNodes, quorumOf, workers } from "../../model/cluster.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Report } from "../../model/report.ts";
import { timingsInWords } from "../parts/cluster-words.ts";
import { type Out, outRows } from "./out.ts";

/** A scenario that shows a single point of failure, and its cure, as both were run; null: it was not. */
export interface JudgedPair {
  readonly disease: JudgedSide;
  readonly cure: JudgedSide;
}

/** One of them, by its name: its last run, and the outcomes of those before. */
export interface JudgedSide {
  readonly scenario: string;
  readonly report: Report | null;
  readonly before: readonly Outcome[];
  /** Where its page is, as seen from the folder of the pairs; not there: it has none. */
  readonly href?: string | undefined;
  /** Why it was not run, where that is known. */
  readonly notRun?: string | undefined;
}

/** A guarantee as one side of a pair shows it. */
interface ShownGuarantee {
  readonly outcome: Outcome;
  /** What was promised, as bounds what was measured, and where it was not kept, why. */
  readonly words: string;
}

/** One side of a pair, in words. */
export interface ShownSide {
  readonly scenario: string;
  /** "not run" where it has no outcome. */
  readonly outcome: Outcome | "not run";
  /** What became of all of its runs, where there were several: what is shown is the last. */
  readonly runs: string;
  /** What its verdict assumes and did not hold, with the reason; why it was not run. */
  readonly doubts: readonly string[];
  readonly run: string;
  /** Where its page is; empty: it has none. */
  readonly href: string;
  readonly summary: string;
  /** Topology, members of etcd, timings, version. */
  readonly setUp: readonly string[];
  readonly steps: readonly string[];
  readonly guarantees: readonly ShownGuarantee[];
}

/** A pair as pages show it: two sides, and what was out for how long on each. */
export interface ShownPair {
  readonly sides: readonly [ShownSide, ShownSide];
  readonly out: readonly Out[];
  /** In words, where `out` has nothing. */
  readonly nothingOut: string;
}

/** A pair in words, the disease first. Pure. */
export function showPair({ disease, cure }: JudgedPair): ShownPair {
  const ran = [disease, cure].filter(({ report }) => report !== null).length;
  return {
    sides: [showSide(disease), showSide(cure)],
    out: outRows(disease.report, cure.report),
    nothingOut: nothingOut[ran] as string,
  };
}

/** By how many of the two were run. */
const nothingOut = ["Neither was run.", "Nothing on the side that was run.", "Nothing on either side."] as const;

const notRun = {
  outcome: "not run",
  runs: "",
  run: "",
  href: "",
  summary: "",
  setUp: [],
  steps: [],
  guarantees: [],
} as const;

function showSide({ scenario, report, before, href = "", notRun: why }: JudgedSide): ShownSide {
  if (report === null) return { scenario, ...notRun, doubts: why === undefined ? [] : [why] };
  const { outcome, run, summary, steps, verdicts, assumptions } = report;
  const runs = before.length === 0 ? "" : `the last of ${before.length + 1} runs: ${[...before, outcome].join(", ")}`;
  const doubts = assumptions.filter((one) => one.outcome !== "pass").map((one) => `${one.name}: ${one.summary}`);
  const guarantees = verdicts.map(({ outcome: each, promise, measuredMs, summary: why }) => ({
    outcome: each,
    words: [
      promise,
      ...(measuredMs === undefined ? [] : [describeBounds(measuredMs)]),
      ...(each === "pass" ? [] : [why]),
    ].join(": "),
  }));
  return { scenario, outcome, runs, doubts, run, href, summary, setUp: setUpOf(report), steps, guarantees };
}

function setUpOf({ cluster }: Report): string[] {
  if (cluster === null) return [];
  const members = etcdNodes(cluster).length;
  const quorum = quorumOf(members);
  return [
    `${cluster.topology}: ${counted(controlPlanes(cluster).length, "control plane")}, ${counted(workers(cluster).length, "worker")}`,
    `etcd: ${counted(members, "member")}, ${quorum} must agree: tolerates the loss of ${members - quorum}`,
    `Kubernetes ${cluster.kubernetes}, ${timingsInWords(cluster)}`,
  ];
}
