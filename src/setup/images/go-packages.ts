import { type CommandOptions, run } from "../../host/command.ts";
import type { StepContext } from "../steps/step.ts";

/** What `go list` says of a package that is compiled already, and need not be again. */
const cached = "not installed but available in build cache";

/** How `go list` prints the packages that `go build` would compile, one on each line. */
const format = `{{if .Stale}}{{if ne .StaleReason "${cached}"}}{{.ImportPath}}{{end}}{{end}}`;

/**
 * The packages that a build of these with these flags still has to compile; fetches their modules. None where Go cannot
 * say: what is wrong is told by the build itself.
 */
export async function packagesToCompile(
  flags: readonly string[],
  packages: readonly string[],
  options: CommandOptions,
): Promise<ReadonlySet<string>> {
  // Its standard output is read here, and so not logged.
  const { logFile: _logFile, ...quiet } = options;
  const listed = await run(["go", "list", "-deps", ...flags, "-f", format, ...packages], quiet);
  return new Set(listed.exitCode === 0 ? listed.stdout.split("\n").filter((line) => line !== "") : []);
}

/** Counts the packages that `go build -v` names as it compiles them, and notes how many of all are done. */
export class PackageCount {
  readonly #wanted: ReadonlySet<string>;
  readonly #context: Pick<StepContext, "note">;
  readonly #named = new Set<string>();

  constructor(wanted: ReadonlySet<string>, context: Pick<StepContext, "note">) {
    this.#wanted = wanted;
    this.#context = context;
    context.note("compiling", this.#part());
  }

  /** Takes a line that the build printed; one that names no package changes nothing. */
  line(line: string): void {
    if (!this.#wanted.has(line.trim()) || this.#named.has(line.trim())) return;
    this.#named.add(line.trim());
    this.#context.note("compiling", this.#part());
  }

  /** What was named last is at work still. */
  #part() {
    if (this.#wanted.size === 0) return undefined;
    return { done: Math.max(0, this.#named.size - 1), all: this.#wanted.size, what: "packages" };
  }
}
