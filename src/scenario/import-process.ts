import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { messageOf } from "../model/errors.ts";
import { meanThisPackage } from "./package-name.ts";
import { plainData } from "./plain-data.ts";

/** What became of the import of a scenario's file in a process of its own. */
export type Imported =
  | { readonly is: "value"; readonly value: unknown }
  /** `line` where the file's own code is to blame for it. */
  | { readonly is: "problem"; readonly message: string; readonly line?: string | undefined };

process.on("message", async ({ file }: { readonly file: string }) => {
  process.send?.(await importFile(file));
});
// What an imported file left running does not outlive the harness.
process.on("disconnect", () => process.exit());
// Nor does a file that keeps this thread busy, so that it hears of nothing: another one sees that nobody waits any more.
const watcher = `setInterval(() => {
  if (process.ppid !== ${process.ppid}) process.kill(process.pid, "SIGKILL");
}, 500)`;
new Worker(watcher, { eval: true }).unref();

async function importFile(file: string): Promise<Imported> {
  let module: { default?: unknown };
  try {
    meanThisPackage(file);
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    return { is: "problem", message: messageOf(error).split("\n")[0] ?? "", line: lineOf(error, file) };
  }
  try {
    return { is: "value", value: plainData(module.default) };
  } catch (error) {
    return { is: "problem", message: messageOf(error) };
  }
}

/** The line that the error's stack names in the file; Node puts the place of a syntax error first in the stack. */
function lineOf(error: unknown, file: string): string | undefined {
  const stack = error instanceof Error ? String(error.stack) : "";
  const place = [pathToFileURL(file).href, file].map((name) => stack.indexOf(`${name}:`)).find((at) => at >= 0);
  return place === undefined ? undefined : /\.ts:(\d+)/.exec(stack.slice(place))?.[1];
}
