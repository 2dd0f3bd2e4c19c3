import { execa } from "execa";
import { mustRun, run } from "../../host/command.ts";
import type { StepContext } from "../steps/step.ts";
import { type PullResult, pullProblem } from "./pull-problem.ts";
import { isAnswer, PullProgress } from "./pull-progress.ts";
import { isOnEngine, rememberPulled } from "./pulled-images.ts";

/**
 * How long all attempts together may wait for a first answer, milliseconds; what is being pulled may take as long as it
 * takes.
 */
const ANSWER_BUDGET_MS = 10_000;

/** Where images without a registry in their name come from. */
const DOCKER_HUB = "docker.io";

/** Pulls images by the engine, and gives up for good once the registry has not answered in time. */
export class Registry {
  readonly #prefix: string | undefined;
  #budgetMs: number;
  #silence: PullResult | undefined;

  /** `prefix` names a mirror, for example "127.0.0.1:5000", that has the images under their own names. */
  constructor(prefix: string | undefined, budgetMs: number = ANSWER_BUDGET_MS) {
    this.#prefix = prefix;
    this.#budgetMs = budgetMs;
  }

  /** The registry that is asked for an image, as a person would name it. */
  nameFor(image: string): string {
    return this.#prefix ?? hostOf(image) ?? DOCKER_HUB;
  }

  /**
   * Pulls an image. One without a digest is on the engine under its own name afterwards; one with a digest has the name
   * that it was pulled by, and is found by its digest.
   */
  async pull(image: string, context: StepContext): Promise<PullResult> {
    if (this.#silence !== undefined) return this.#silence;
    const source = this.#sourceOf(image);
    const before = await isOnEngine(source);
    context.note(`asking for ${source}`);
    const started = performance.now();
    const result = await pullWithin(source, this.#budgetMs, context, () => {
      this.#budgetMs -= Math.round(performance.now() - started);
    });
    if (result.outcome === "unreachable" || this.#budgetMs <= 0) this.#silence = result;
    if (result.outcome !== "pulled") return result;
    this.#silence = undefined;
    if (source === image || source.includes("@")) {
      if (!before) await rememberPulled(source);
      return result;
    }
    await mustRun(["docker", "tag", source, image], { logFile: context.logFile, signal: context.signal });
    await run(["docker", "rmi", source], { logFile: context.logFile });
    await rememberPulled(image);
    return result;
  }

  #sourceOf(image: string): string {
    const host = hostOf(image);
    if (this.#prefix === undefined || (host !== undefined && host !== DOCKER_HUB)) return image;
    return `${this.#prefix}/${image.replace(/^docker\.io\//, "")}`;
  }
}

/** The registry that an image's name begins with; undefined where it names none. */
export function hostOf(image: string): string | undefined {
  const [first = "", ...rest] = image.split("/");
  return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : undefined;
}

async function pullWithin(
  image: string,
  limitMs: number,
  context: StepContext,
  answered: () => void,
): Promise<PullResult> {
  const pull = execa("docker", ["pull", image], {
    all: true,
    reject: false,
    stdin: "ignore",
    cancelSignal: context.signal,
    stdout: ["pipe", { file: context.logFile, append: true }],
    stderr: ["pipe", { file: context.logFile, append: true }],
  });
  let silent = true;
  let late = false;
  const timer = setTimeout(() => {
    late = silent;
    if (late) pull.kill();
  }, limitMs);
  const progress = new PullProgress();
  for await (const line of pull.iterable({ from: "all" })) {
    if (silent && isAnswer(line)) {
      silent = false;
      answered();
      context.note(`pulling ${image}`);
    }
    const layers = progress.next(line);
    if (layers !== undefined) context.note(`pulling ${image}: ${layers.done} of ${layers.all} layers`);
  }
  clearTimeout(timer);
  const result = await pull;
  context.signal.throwIfAborted();
  if (result.exitCode === 0) return { outcome: "pulled" };
  if (silent) answered();
  if (late) return { outcome: "unreachable", detail: `no answer within ${limitMs / 1_000} s` };
  return pullProblem(String(result.all ?? ""), !silent);
}
