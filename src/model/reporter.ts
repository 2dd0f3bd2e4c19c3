import type { Course } from "./course.ts";
import { plainOnce } from "./plain-text.ts";
import type { Report } from "./report.ts";
import type { Series } from "./series.ts";
import type { Suite } from "./suite.ts";

/** What a reporter makes its file from. */
export interface ReporterInput {
  readonly report: Report;
  /** What every lane saw over time; computed when a reporter first reads it, the same value for all. */
  readonly series: Series;
  /** What cluster, harness and machine did over time; computed when a reporter first reads it, as the series are. */
  readonly course: Course;
}

/** One form of a result; `Input` is what it is made from. */
export interface ResultForm<Input> {
  /** Name of the file in the folder of the run, or of the suite. */
  readonly file: string;
  /** What the file is, in a few words, for lists of them. */
  readonly summary: string;
  /** Returns the text of the file. Pure: the same input gives the same text. */
  render(input: Input): string;
  /** The same text in pieces, each made when the one before is written: of a file that may be longer than one wants to hold. */
  pieces?(input: Input): Iterable<string>;
}

/** One form of a result as it is written, whoever renders it: a reporter of the harness, or one of a user in a process of its own. */
export interface WrittenForm<Input> {
  readonly file: string;
  render(input: Input): string | Promise<string>;
  pieces?(input: Input): Iterable<string>;
}

/** One form of a run's report; the default export of a file in src/report. */
export type Reporter = ResultForm<ReporterInput>;

/** One form of a suite's summary; the default export of a file in src/report/suite. */
export type SuiteReporter = ResultForm<{ readonly suite: Suite }>;

/** Files that the harness itself keeps in these folders: no reporter may write over them. */
const ownFiles = ["journal.jsonl", "kind-config.yaml", "kind-create.log"];

/**
 * Checks a reporter, gives it plain texts alone, and makes its text end with one line break; throws where the file's
 * name or the summary is not fit.
 */
export function defineReporter(reporter: Reporter): Reporter {
  return checked(reporter);
}

/** The same for a reporter of several runs at once. */
export function defineSuiteReporter(reporter: SuiteReporter): SuiteReporter {
  return checked(reporter);
}

function checked<Input extends object>(form: ResultForm<Input>): ResultForm<Input> {
  const { file, summary, pieces } = form;
  if (!/^[a-z0-9][a-z0-9-]*\.[a-z0-9]+$/.test(file)) {
    throw new Error(`the file of a reporter is a plain name such as "timeline.html", not "${file}"`);
  }
  if (ownFiles.includes(file)) throw new Error(`a reporter cannot write ${file}: the harness keeps its own there`);
  if (summary.trim() === "" || summary.includes("\n")) {
    throw new Error(`the reporter of ${file} needs a summary of one line`);
  }
  return {
    file,
    summary,
    render: (input) => {
      const rendered: unknown = form.render(plainInput(input));
      if (typeof rendered !== "string") throw new Error(`it rendered ${typeof rendered}, no text`);
      const text = rendered.trimEnd();
      if (text === "") throw new Error("it rendered nothing");
      return `${text}\n`;
    },
    ...(pieces === undefined ? {} : { pieces: (input: Input) => ended(pieces(plainInput(input))) }),
  };
}

/** Pieces with one line break at their end. */
function* ended(pieces: Iterable<string>): Generator<string> {
  let last = "";
  for (const piece of pieces) {
    if (piece !== "") last = piece;
    yield piece;
  }
  if (!last.endsWith("\n")) yield "\n";
}

/** The input with plain texts in all its parts; each is made when a reporter first reads it. */
function plainInput<Input extends object>(input: Input): Input {
  const parts = Object.keys(input) as (keyof Input)[];
  const made = new Map<keyof Input, unknown>();
  const read = (part: keyof Input) => {
    if (!made.has(part)) made.set(part, plainOnce(input[part]));
    return made.get(part);
  };
  const lazy = parts.map((part) => [part, { enumerable: true, get: () => read(part) }]);
  return Object.defineProperties({} as Input, Object.fromEntries(lazy));
}
