import type { Command } from "commander";
import { addSeveralImageOptions } from "../command-line/image-options.ts";
import { listenForInterruption } from "../command-line/interruption.ts";
import { tellJsonError } from "../command-line/json-error.ts";
import { keepChosenEngine } from "../host/docker/context.ts";
import { formatMs } from "../model/duration.ts";
import { exitCodeOfStop } from "../model/stop.ts";
import { setUp } from "../setup/set-up.ts";
import { withSetupLock } from "../setup/steps/setup-lock.ts";
import { type StepLines, stepLines } from "../setup/steps/step-lines.ts";
import { choicesOf, type ImageChoices } from "../setup/versions/image-choice.ts";
import { toStderr, toStdout } from "../terminal/output.ts";

interface SetupOptions extends ImageChoices {
  readonly registry?: string;
  readonly build?: boolean;
  readonly balancers?: boolean;
  readonly dev?: boolean;
  readonly json?: boolean;
}

const examples = `
Order: what is there, what a registry has (by the digest that kind's release notes give), what can be built here, which is tried
where no registry answers, for a version that kind does not publish, and with --build. What is built lies in $KIND_CHAOS_CACHE, else in the user's
cache folder. Exit codes: 0 everything is there, 2 something cannot be provided (the reason is the last line), 130 interrupted.

Examples:
  npx kind-chaos setup
  npx kind-chaos setup --kubernetes 1.36
  npx kind-chaos setup --kubernetes 1.36 --kubernetes 1.37
  npx kind-chaos setup --image kindest/node:v1.35.8@sha256:07b2536e30b803ed61d1677a79df6115f798ce64c80f9e22f6ed45afd09323c0
  npx kind-chaos setup --kind 0.31.0 --kubernetes 1.35.0
  npx kind-chaos setup --registry 127.0.0.1:5000
  npx kind-chaos setup --balancers
  npx kind-chaos setup --dev
`;

/** Adds `setup`: provides the Docker engine, kind and the images of one version of Kubernetes or several. */
export function register(program: Command): void {
  addSeveralImageOptions(program.command("setup"))
    .description("provide what this machine lacks: Docker engine, kind, node image and load balancer image")
    .option("--registry <host:port>", "take the images from this registry (also: KIND_CHAOS_REGISTRY)")
    .option("--build", "build what is missing, and ask no registry")
    .option("--balancers", "provide load balancers that share a virtual address, too: built of Debian packages")
    .option("--dev", "provide what the project's own tests need beyond that, too: Chromium")
    .option("--json", "print the result as JSON on standard output, nothing else there")
    .addHelpText("after", examples)
    .action(setup);
}

async function setup(options: SetupOptions): Promise<void> {
  keepChosenEngine();
  choicesOf(options); // An unknown version is told before anything is shown or done.
  const startedMs = performance.now();
  const lines = stepLines(process.stderr, [process.stdout]);
  const say = (text: string) => toStderr(`${text}\n`);
  const interruption = listenForInterruption(
    () => say("stopping; a second Ctrl-C leaves at once"),
    () => lines.stop(),
  );
  try {
    const result = await provide(options, lines, say, interruption.signal);
    const durationMs = Math.round(performance.now() - startedMs);
    if (options.json) print({ version: 1, ok: true, ...result, durationMs });
    else toStdout(`ready in ${formatMs(durationMs)}: npx kind-chaos list\n`);
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    tellJsonError("interrupted", "interrupted");
    say("interrupted: run it again, and it goes on from here");
    process.exitCode = exitCodeOfStop(interruption.signal);
  } finally {
    lines.stop();
    interruption.stop();
  }
}

function provide(options: SetupOptions, lines: StepLines, say: (text: string) => void, signal: AbortSignal) {
  const request = {
    choices: choicesOf(options),
    registry: options.registry ?? (process.env.KIND_CHAOS_REGISTRY || undefined),
    build: options.build === true,
    balancers: options.balancers === true,
    development: options.dev === true,
    listener: lines,
    say,
    signal,
  };
  return withSetupLock(
    signal,
    () => say("another setup is at work; waiting for it"),
    () => setUp(request),
  );
}

function print(value: unknown): void {
  toStdout(`${JSON.stringify(value, null, 2)}\n`);
}
