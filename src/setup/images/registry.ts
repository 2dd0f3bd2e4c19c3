import { execa } from "execa";
import { mustRun, run } from "../../host/command.ts";
import type { StepContext } from "../steps/step.ts";

/** What came of asking a registry for an image. */
export type PullOutcome = "pulled" | "missing" | "unreachable";

/**
 * How long all attempts together may wait for a first answer, milliseconds; what is being pulled may take as long as it
 * takes.
 */
const ANSWER_BUDGET_MS = 10_000;

/** A registry that answered "no such image" was reached; anything else was not an answer. */
const MISSING =
  /not found|manifest unknown|pull access denied|repository does not exist|no matching manifest|name unknown/i;

/** Pulls images by the engine, and gives up for good once the registry has not answered in time. */
export class Registry {
  readonly #prefix: string | undefined;
  #budgetMs: number;

  /** `prefix` names a mirror, for example "127.0.0.1:5000", that has the images under their own names. */
  constructor(prefix: string | undefined, budgetMs: number = ANSWER_BUDGET_MS) {
    this.#prefix = prefix;
    this.#budgetMs = budgetMs;
  }

  /** Pulls an image so that the engine has it under its own name. */
  async pull(image: string, context: StepContext): Promise<PullOutcome> {
    if (this.#budgetMs <= 0) return "unreachable";
    const source = this.#prefix === undefined ? image : `${this.#prefix}/${image.replace(/^docker\.io\//, "")}`;
    context.note(`asking for ${source}`);
    const started = Date.now();
    const outcome = await pullWithin(source, this.#budgetMs, context, () => {
      this.#budgetMs -= Date.now() - started;
    });
    if (outcome === "unreachable") this.#budgetMs = 0;
    if (outcome === "pulled" && source !== image) {
      await mustRun(["docker", "tag", source, image], { logFile: context.logFile, signal: context.signal });
      await run(["docker", "rmi", source], { logFile: context.logFile });
    }
    return outcome;
  }
}

/** The engine prints "Pulling from" as soon as the registry has shown it the image's manifest. */
async function pullWithin(
  image: string,
  limitMs: number,
  context: StepContext,
  answered: () => void,
): Promise<PullOutcome> {
  const pull = execa("docker", ["pull", image], {
    all: true,
    reject: false,
    stdin: "ignore",
    cancelSignal: context.signal,
    stdout: ["pipe", { file: context.logFile, append: true }],
    stderr: ["pipe", { file: context.logFile, append: true }],
  });
  let silent = true;
  const timer = setTimeout(() => silent && pull.kill(), limitMs);
  for await (const line of pull.iterable({ from: "all" })) {
    if (silent && /Pulling from /.test(line)) {
      silent = false;
      answered();
      context.note(`pulling ${image}`);
    }
  }
  clearTimeout(timer);
  const result = await pull;
  context.signal.throwIfAborted();
  if (result.exitCode === 0) return "pulled";
  if (silent) answered();
  return MISSING.test(String(result.all)) ? "missing" : "unreachable";
}
