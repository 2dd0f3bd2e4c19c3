import type { AcceptedFinding } from "../audit/acceptance.ts";
import type { Comparison } from "../comparison/comparison.ts";
import type { SuiteResult } from "../model/suite.ts";
import type { Finding } from "../preflight/facts.ts";
import type { Stage } from "./stages.ts";

/** What one run of a stage came to. */
export interface StageRun {
  readonly scenario: string;
  readonly result: SuiteResult;
  /** How long the upgrade of each node, or each step of a way back, took, until all was whole or that was given up. */
  readonly took: readonly { readonly step: string; readonly durationMs: number }[];
}

/**
 * Why a stage may not have come to its end. "not-whole": a node was begun and did not become whole in its new version;
 * "not-back": a way back was begun and not all became whole in the old version; "stopped": something was found that would
 * stop the upgrade; "open": whatever else kept it from its end, which says nothing of the upgrade; "not-reached": it was
 * not begun.
 */
export const stageEnds = ["not-whole", "not-back", "stopped", "open", "not-reached"] as const;

/** Why a stage was not carried out to its end. */
export interface StageProblem {
  readonly why: (typeof stageEnds)[number];
  readonly words: string;
}

/** A stage with what came of it. */
export interface StageResult extends Pick<Stage, "kind" | "title" | "way"> {
  /** The nodes that were to be upgraded in it: "control-plane 2". */
  readonly nodes: readonly string[];
  readonly runs: readonly StageRun[];
  /** Null: it was carried out to its end. */
  readonly problem: StageProblem | null;
}

/** What an upgrade comes to: it may be made, it may not, or that cannot be told. */
export const gateAnswers = ["go", "no-go", "cannot-tell"] as const;
export type GateAnswer = (typeof gateAnswers)[number];

/** What `upgrade --json` prints, and upgrade.json has, version 1. */
export interface GateResult {
  readonly version: 1;
  /** The folder's name. */
  readonly upgrade: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** Versions of Kubernetes. */
  readonly from: string;
  readonly to: string;
  /** The config files of both sides; null: none was named. */
  readonly settings: { readonly from: string | null; readonly to: string | null };
  /** Of both sides, the cluster as it is first. */
  readonly topologies: readonly [string, string];
  readonly profiles: readonly [string, string];
  /** How often each scenario was to be run before and after. */
  readonly repeat: number;
  /** What its runs' own seeds are made of. */
  readonly seed: number;
  /** What stood against it before the first step; null: nobody came to look, or no node is upgraded. */
  readonly findings: readonly Finding[] | null;
  /** What was found there and somebody lives with. */
  readonly accepted: readonly AcceptedFinding<Finding>[];
  readonly stages: readonly StageResult[];
  /** Runs before against those on the upgraded cluster, and those on a new one; null: there are none. */
  readonly comparisons: { readonly upgraded: Comparison | null; readonly fresh: Comparison | null };
  /** The cluster of an upgrade that ended half-way, which is left to be looked at; null: none was left. */
  readonly kept: string | null;
  readonly answer: GateAnswer;
  /** 2: the harness failed, and nothing broke. */
  readonly exitCode: 0 | 1 | 2 | 3;
  /** Why, the most important first; what is only to be known is among the notes. */
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
}
