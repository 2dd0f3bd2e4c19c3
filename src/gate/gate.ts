import type { ClusterLease } from "../cluster/lease.ts";
import { type ComparedRun, comparedRunSchema } from "../comparison/compared-run.ts";
import { messageOf } from "../model/errors.ts";
import { stoppedAs } from "../model/stop.ts";
import type { JudgedScenario } from "../run/judged-run.ts";
import type { Prepared } from "../scenario/prepare.ts";
import type { StageProblem, StageResult, StageRun } from "../upgrade/gate-result.ts";
import { type ComparedStage, isCompared, type Stage } from "../upgrade/stages.ts";
import type { PlannedStage } from "./gate-plan.ts";
import type { Look } from "./look.ts";
import { open, problemOf, stopOf } from "./stage-problem.ts";
import { stageRun } from "./stage-run.ts";

/** How an upgrade is carried out, and who is told how it goes. */
export interface GateRequest {
  readonly signal: AbortSignal;
  /** The lease of the cluster that is upgraded, which stays between its runs. */
  readonly upgraded: ClusterLease;
  /** The lease of the new cluster. */
  readonly fresh: ClusterLease;
  /** The lease of the clusters on which ways back are tried, one after another; undefined: none is. */
  readonly back?: ClusterLease;
  carryOut(prepared: Prepared, lease: ClusterLease, title: string): Promise<JudgedScenario>;
  /** Looks what would stop the upgrade of a cluster at rest; what cannot be read is a finding, not thrown. */
  look(cluster: string): Promise<Look>;
  /** Told after each run: all stages as they stand. */
  onStages(seen: SeenStages): Promise<void>;
}

/** What was seen so far. */
export interface SeenStages {
  /** Null: nobody came to look. */
  readonly look: Look | null;
  readonly stages: readonly StageResult[];
  /** Reports of the runs of each stage that is compared. */
  readonly reports: Readonly<Record<ComparedStage, readonly ComparedRun[]>>;
  /** The cluster of an upgrade that ended half-way; null: none was left. */
  readonly kept: string | null;
}

/** The same while it goes on. */
interface Course {
  look: Look | null;
  readonly stages: StageResult[];
  readonly reports: Record<ComparedStage, ComparedRun[]>;
  kept: string | null;
  /** How many runs have begun. */
  begun: number;
  /** Whether the last of them had its cluster. */
  hasCluster: boolean;
}

/**
 * Carries out the stages of an upgrade in their order; the first that does not come to its end is the last. The cluster of
 * an upgrade that ended half-way stays, but where a person or the deadline ended it. Throws what a run, or who is told,
 * throws, after that.
 */
export async function carryOutGate(planned: readonly PlannedStage[], request: GateRequest): Promise<SeenStages> {
  const course: Course = {
    ...{ look: null, kept: null, begun: 0, hasCluster: false, reports: { before: [], after: [], fresh: [] } },
    stages: planned.map(({ stage }) => resultOf(stage, [], { why: "not-reached", words: "not reached" })),
  };
  await request.onStages(course);
  const all = planned.reduce((sum, { runs }) => sum + runs.length, 0);
  for (const [place, { stage, runs }] of planned.entries()) {
    const done: StageRun[] = [];
    const tell = async (problem: StageProblem | null) => {
      course.stages[place] = resultOf(stage, done, problem);
      await request.onStages(course);
    };
    let problem: StageProblem | null;
    try {
      problem = await carryOutStage(stage, runs, done, { course, request, all, tell });
      if (problem !== null) await keepHalfWay(stage, course, request, problem);
      await tell(problem);
    } catch (error) {
      await keepHalfWay(stage, course, request, null);
      await tell(open(`the harness failed: ${messageOf(error)}`)).catch(() => {});
      throw error;
    }
    // A way back that stays open says nothing of the other, which has a cluster of its own, unless an older one is left.
    const goesOn = stage.kind === "rollback" && done.length > 0 && course.kept === null && !request.signal.aborted;
    if (problem !== null && !goesOn) break;
  }
  return course;
}

interface Surroundings {
  readonly course: Course;
  readonly request: GateRequest;
  readonly all: number;
  tell(problem: StageProblem | null): Promise<void>;
}

/** Carries out the runs of a stage one after another; returns why it did not come to its end. */
async function carryOutStage(
  stage: Stage,
  runs: readonly Prepared[],
  done: StageRun[],
  { course, request, all, tell }: Surroundings,
): Promise<StageProblem | null> {
  const { upgraded, fresh, back = fresh } = request;
  const lease = stage.kind === "rollback" ? back : stage.kind === "fresh" ? fresh : upgraded;
  // Two clusters at once would not have the machine that one has alone.
  const before = stage.kind === "rollback" ? [fresh, back] : stage.kind === "fresh" ? [upgraded] : [];
  for (const one of before) {
    const { problem: left } = await one.end(false);
    if (left !== undefined) return open(left);
  }
  for (const run of runs) {
    const stop = stopOf(request.signal);
    if (stop !== null) return stop;
    course.begun += 1;
    const judged = await request.carryOut(run, lease, `${course.begun}/${all} ${stage.title}: ${run.name}`);
    course.hasCluster = judged.taken !== undefined;
    done.push(stageRun(stage, run.name, judged));
    const { kind } = stage;
    if (isCompared(kind))
      course.reports[kind].push({ ...comparedRunSchema.parse(judged.report), run: judged.report.run });
    const problem = problemOf(stage, judged, request.signal);
    if (problem !== null) return problem;
    await tell({ why: "open", words: "it goes on, or was cut" });
    if (kind !== "rest" || lease.name === undefined) continue;
    course.look = await request.look(lease.name);
    if (course.look.findings.some(({ severity }) => severity === "stops"))
      return { why: "stopped", words: "the upgrade would be stopped" };
  }
  return null;
}

/** Whoever asks why an upgrade, or a way back, ended half-way wants to look at its cluster; who ended it does not ask. */
async function keepHalfWay(
  stage: Stage,
  course: Course,
  { upgraded, back, signal }: GateRequest,
  problem: StageProblem | null,
): Promise<void> {
  const isEnded = signal.aborted && stoppedAs(signal) !== "failed";
  if (stage.kind === "rollback") {
    if (problem?.why === "not-whole" || problem?.why === "not-back")
      course.kept = (await back?.end(true))?.kept ?? null;
    return;
  }
  const hasBegun = Object.keys(stage.upgraded).length > 0 || (stage.kind === "roll" && course.hasCluster);
  if (hasBegun && !isEnded) course.kept = (await upgraded.end(true)).kept ?? null;
}

function resultOf(stage: Stage, runs: readonly StageRun[], problem: StageProblem | null): StageResult {
  const { kind, title, way } = stage;
  const nodes = stage.nodes.map(({ role, index }) => `${role} ${index}`);
  return { kind, title, ...(way === undefined ? {} : { way }), nodes, runs: [...runs], problem };
}
