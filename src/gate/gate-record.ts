import { join } from "node:path";
import { compareRuns } from "../comparison/compare.ts";
import type { ComparedRun } from "../comparison/compared-run.ts";
import type { Comparison } from "../comparison/comparison.ts";
import { gatherRuns } from "../comparison/gather.ts";
import { replaceFile } from "../host/output-file.ts";
import { comparisonSetPage } from "../report/comparison/page.ts";
import { gateMarkdown } from "../report/upgrade/markdown.ts";
import { gatePage } from "../report/upgrade/page.ts";
import { comparisonFile } from "../report/upgrade/parts.ts";
import { upgradeFile } from "../run/find-runs.ts";
import type { Prepared } from "../scenario/prepare.ts";
import { decide } from "../upgrade/decide.ts";
import type { GateResult } from "../upgrade/gate-result.ts";
import type { SeenStages } from "./gate.ts";

/** What is known of an upgrade before its first step. */
export interface GateHead {
  /** A run of each side. */
  readonly runs: readonly [Prepared, Prepared];
  readonly settings: GateResult["settings"];
  readonly repeat: number;
  readonly seed: number;
}

/** The folder of an upgrade: upgrade.json, its page, the same in Markdown, and both comparisons; written after each run. */
export class GateRecord {
  readonly #folder: string;
  readonly #name: string;
  readonly #head: GateHead;
  readonly #startedAt = new Date();
  readonly #began = performance.now();

  constructor(folder: string, name: string, head: GateHead) {
    this.#folder = folder;
    this.#name = name;
    this.#head = head;
  }

  /** The folder of its runs: on clusters half-way between versions, they stand beside no others. */
  get runs(): string {
    return join(this.#folder, "runs");
  }

  /** The page's file. */
  get page(): string {
    return join(this.#folder, "upgrade.html");
  }

  /** What an upgrade came to so far. */
  resultOf({ look, stages, reports, kept }: SeenStages): GateResult {
    const { runs, settings, repeat, seed } = this.#head;
    const [from, to] = [runs[0].cluster, runs[1].cluster];
    const comparisons = {
      upgraded: compared("upgraded", reports.before, reports.after, repeat),
      fresh: compared("new", reports.before, reports.fresh, repeat),
    };
    const seen = { findings: look?.findings ?? null, accepted: look?.accepted ?? [], stages, comparisons, repeat };
    return {
      ...{ version: 1, upgrade: this.#name, startedAt: this.#startedAt.toISOString() },
      durationMs: Math.round(performance.now() - this.#began),
      ...{ from: from.kubernetes, to: to.kubernetes, settings, seed },
      topologies: [from.topology.name, to.topology.name],
      profiles: [from.profile, to.profile],
      ...seen,
      kept,
      ...decide(seen),
    };
  }

  /** Writes everything as it stands: whoever is killed leaves a page that says where. */
  async write(soFar: SeenStages): Promise<void> {
    const result = this.resultOf(soFar);
    replaceFile(join(this.#folder, upgradeFile), `${JSON.stringify(result, null, 2)}\n`);
    replaceFile(join(this.#folder, "upgrade.md"), gateMarkdown(result));
    replaceFile(this.page, gatePage(result));
    for (const side of ["upgraded", "fresh"] as const) {
      const comparison = result.comparisons[side];
      if (comparison !== null) replaceFile(join(this.#folder, comparisonFile(side)), comparisonSetPage(comparison));
    }
  }
}

function compared(
  name: string,
  before: readonly ComparedRun[],
  after: readonly ComparedRun[],
  planned: number,
): Comparison | null {
  if (before.length === 0 || after.length === 0) return null;
  return compareRuns(gatherRuns("before", before), gatherRuns(name, after), { planned });
}
