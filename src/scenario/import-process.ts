import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { tellParent } from "../host/tell-parent.ts";
import { messageOf } from "../model/errors.ts";
import { defineReporter, type Reporter, type ReporterInput } from "../model/reporter.ts";
import { meanThisPackage } from "./package-name.ts";
import { plainData } from "./plain-data.ts";

/** What is asked of a process that imports: a file's default export as data, or what a reporter is and renders. */
export type Work =
  | { readonly file: string; readonly as: "data" }
  | { readonly file: string; readonly as: "reporter"; readonly input?: object | undefined };

/** What became of the import of a scenario's file in a process of its own. */
export type Imported =
  | { readonly is: "value"; readonly value: unknown }
  /** `line` where the file's own code is to blame for it. */
  | { readonly is: "problem"; readonly message: string; readonly line?: string | undefined };

process.on("message", async (work: Work) => {
  tellParent(await importFile(work));
});
// What an imported file left running does not outlive the harness.
process.on("disconnect", () => process.exit());
// Nor does a file that keeps this thread busy, so that it hears of nothing: another one sees that nobody waits any more.
const watcher = `setInterval(() => {
  if (process.ppid !== ${process.ppid}) process.kill(process.pid, "SIGKILL");
}, 500)`;
new Worker(watcher, { eval: true }).unref();

async function importFile(work: Work): Promise<Imported> {
  const { file } = work;
  let module: { default?: unknown };
  try {
    meanThisPackage();
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    return { is: "problem", message: firstLine(error), line: lineOf(error, file) };
  }
  try {
    return {
      is: "value",
      value: work.as === "data" ? plainData(module.default) : reported(module.default, work.input),
    };
  } catch (error) {
    if (work.as === "data") return { is: "problem", message: messageOf(error) };
    return { is: "problem", message: firstLine(error), line: lineOf(error, file) };
  }
}

/** What a reporter is, or what it renders; throws where it is none. */
function reported(exported: unknown, input: object | undefined): unknown {
  const reporter = exported as Partial<Reporter> | undefined;
  if (
    typeof reporter?.render !== "function" ||
    typeof reporter.file !== "string" ||
    typeof reporter.summary !== "string"
  )
    throw new Error("it has no reporter as its default export: defineReporter({ file, summary, render })");
  const { file, summary, render } = defineReporter(reporter as Reporter);
  return input === undefined ? { file, summary } : render(input as ReporterInput);
}

function firstLine(error: unknown): string {
  return messageOf(error).split("\n")[0] ?? "";
}

/** The line that the error's stack names in the file; Node puts the place of a syntax error first in the stack. */
function lineOf(error: unknown, file: string): string | undefined {
  const stack = error instanceof Error ? String(error.stack) : "";
  const place = [pathToFileURL(file).href, file].map((name) => stack.indexOf(`${name}:`)).find((at) => at >= 0);
  return place === undefined ? undefined : /\.[cm]?[jt]s:(\d+)/.exec(stack.slice(place))?.[1];
}
