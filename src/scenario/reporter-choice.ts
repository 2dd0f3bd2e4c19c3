import { existsSync } from "node:fs";
import { extname, relative, resolve } from "node:path";
import { UsageError } from "../model/errors.ts";
import type { Reporter, ReporterInput, WrittenForm } from "../model/reporter.ts";
import { loadReporters, namesOf } from "./catalogue.ts";
import { unknownName } from "./nearest-names.ts";
import { askReporter } from "./scenario-module.ts";

/** What is written whatever is chosen: commands print where the Markdown is, and `index` reads the JSON. */
const always: readonly string[] = ["report.json", "report.md"];

/**
 * The form of a report that a word names: a reporter of the harness by its name ("junit") or by the ending of its file
 * ("md"), where only one has it, or the file of a user's own, which is asked what it is and rendered in a process of its
 * own. Throws UsageError with the nearest names, or with file, line where it can be told, and reason.
 */
export async function formNamed(word: string): Promise<WrittenForm<ReporterInput>> {
  return isFile(word) ? ownReporter(word) : libraryReporter(word, await byName());
}

/**
 * The forms that a run writes: those of the harness that are named, all where none is, and the user's own; the JSON and
 * the Markdown always. Throws as `formNamed` does, and UsageError where two write the same file.
 */
export async function chosenForms(words: readonly string[]): Promise<WrittenForm<ReporterInput>[]> {
  const library = await byName();
  const named = words.filter((word) => !isFile(word)).map((word) => libraryReporter(word, library));
  const all = [...library.values()];
  const wanted = all.filter((one) => named.length === 0 || named.includes(one) || always.includes(one.file));
  const taken = new Map(all.map(({ file }) => [file, "the harness's own reporter"]));
  const own: WrittenForm<ReporterInput>[] = [];
  for (const word of new Set(words.filter(isFile))) {
    const form = await ownReporter(word);
    const other = taken.get(form.file);
    if (other !== undefined) throw new UsageError(`${word}: it writes ${form.file}, and so does ${other}`);
    taken.set(form.file, word);
    own.push(form);
  }
  return [...wanted, ...own];
}

function isFile(word: string): boolean {
  return word.includes("/") || /\.[cm]?[jt]s$/.test(word);
}

async function byName(): Promise<ReadonlyMap<string, Reporter>> {
  const reporters = await loadReporters();
  return new Map(namesOf("reporter").map((name, index) => [name, reporters[index] as Reporter]));
}

function libraryReporter(word: string, library: ReadonlyMap<string, Reporter>): Reporter {
  const endings = Map.groupBy(library.values(), ({ file }) => extname(file).slice(1));
  const only = [...endings].flatMap(([ending, [one, ...others]]) =>
    one === undefined || others.length > 0 || library.has(ending) ? [] : [[ending, one] as const],
  );
  const known = new Map([...library, ...only]);
  const found = known.get(word);
  if (found === undefined) throw unknownName("form of the report", word, [...known.keys()]);
  return found;
}

async function ownReporter(word: string): Promise<WrittenForm<ReporterInput>> {
  const path = resolve(word);
  if (!existsSync(path)) throw new UsageError(`${word}: there is no such file of a reporter`);
  const imported = await askReporter(path);
  if (imported.is === "problem") {
    const line = imported.line === undefined ? "" : `:${imported.line}`;
    throw new UsageError(`${relative(process.cwd(), path)}${line}: ${imported.message}`);
  }
  const { file } = imported.value as Reporter;
  return { file, render: (input) => rendered(path, input) };
}

/** Reads all that there is for reporters, the time series too: it goes to another process. */
async function rendered(path: string, input: ReporterInput): Promise<string> {
  const answer = await askReporter(path, Object.fromEntries(Object.entries(input)));
  if (answer.is === "problem") throw new Error(answer.message);
  return String(answer.value);
}
