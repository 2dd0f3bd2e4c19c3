import { existsSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../model/errors.ts";
import type { Suite } from "../model/suite.ts";
import { curesMarkdown } from "../report/cures/markdown.ts";
import { curesPage } from "../report/cures/page.ts";
import type { JudgedPair, JudgedSide } from "../report/cures/pair.ts";
import type { JudgedRun } from "../run/judged-run.ts";
import { writeResultFiles } from "../run/result-files.ts";
import type { Pair } from "../scenario/pairs.ts";

/** A run that was judged: its report, and its folder. */
type Judged = Pick<JudgedRun, "report" | "folder">;

/** The pairs of a suite side by side, beside its summary: as they stand after each run. */
export class Cures {
  readonly #folder: string;
  readonly #pairs: readonly Pair[];
  readonly #tell: (line: string) => void;
  /** What was run of each scenario so far, by its name. */
  readonly #sides = new Map<string, JudgedSide>();
  readonly #told = new Set<string>();
  #page: string | undefined;

  /** `folder` is the summary's; what cannot be written is told, once. */
  constructor(folder: string, pairs: readonly Pair[], tell: (line: string) => void) {
    this.#folder = folder;
    this.#pairs = pairs;
    this.#tell = tell;
  }

  /** The page's file; undefined where there is no pair, and where it could not be written. */
  get page(): string | undefined {
    return this.#page;
  }

  /** Notes one more run of a scenario: of those before it only their outcomes are kept. */
  note({ report, folder }: Judged): void {
    const { scenario, run } = report;
    const { report: last = null, before = [] } = this.#sides.get(scenario) ?? {};
    const outcomes = last === null ? [] : [...before, last.outcome];
    // --reporter may have left it out.
    const hasPage = existsSync(join(folder, "report.html"));
    const href = hasPage ? `../${encodeURIComponent(run)}/report.html` : undefined;
    this.#sides.set(scenario, { scenario, report, before: outcomes, href });
  }

  /** Both sides of the pairs by the last report of each scenario; a side that was not run has none, and says why. */
  judged(runs: readonly Pick<Suite["runs"][number], "scenario" | "notRun">[]): JudgedPair[] {
    const side = (scenario: string): JudgedSide => {
      const notRun = runs.find((one) => one.scenario === scenario)?.notRun ?? undefined;
      return this.#sides.get(scenario) ?? { scenario, report: null, before: [], notRun };
    };
    return this.#pairs.map(({ disease, cure }) => ({ disease: side(disease), cure: side(cure) }));
  }

  /** Writes each pair as a page and in Markdown. */
  async write({ runs }: Pick<Suite, "runs">): Promise<void> {
    if (this.#pairs.length === 0) return;
    const forms = [
      { file: "cures.html", render: curesPage },
      { file: "cures.md", render: curesMarkdown },
    ];
    try {
      await writeResultFiles(this.#folder, forms, this.judged(runs), (line) => this.#tellOnce(line));
      this.#page = join(this.#folder, "cures.html");
    } catch (error) {
      this.#page = undefined;
      this.#tellOnce(messageOf(error));
    }
  }

  #tellOnce(line: string): void {
    if (!this.#told.has(line)) this.#tell(line);
    this.#told.add(line);
  }
}
