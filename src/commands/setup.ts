import type { Command } from "commander";
import { listenForInterruption } from "../command-line/interruption.ts";
import { formatMs } from "../model/duration.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { exitCodeOfStop } from "../model/stop.ts";
import { defaultKubernetesVersion } from "../setup/images/images.ts";
import { knownKubernetesVersions, nodeImageInputs } from "../setup/images/node-image-inputs.ts";
import { setUp } from "../setup/set-up.ts";
import { withSetupLock } from "../setup/steps/setup-lock.ts";
import { type StepLines, stepLines } from "../setup/steps/step-lines.ts";
import { toStderr, toStdout } from "../terminal/output.ts";

interface SetupOptions {
  readonly kubernetes: string;
  readonly registry?: string;
  readonly json?: boolean;
}

const examples = `
Order: what is there, what a registry has, what can be built here. What is built lies in $KIND_CHAOS_CACHE, else in the user's
cache folder. Exit codes: 0 everything is there, 2 something cannot be provided (the reason is the last line), 130 interrupted.

Examples:
  npm run setup
  npm run setup -- --kubernetes 1.36.3
  npm run setup -- --registry 127.0.0.1:5000
`;

/** Adds `setup`: provides the Docker engine, kind and the images of a Kubernetes version. */
export function register(program: Command): void {
  program
    .command("setup")
    .description("provide what this machine lacks: Docker engine, kind, node image and load balancer image")
    .option(
      "--kubernetes <version>",
      `Kubernetes version: ${knownKubernetesVersions().join(", ")}`,
      defaultKubernetesVersion(),
    )
    .option("--registry <host:port>", "take the images from this registry (also: KIND_CHAOS_REGISTRY)")
    .option("--json", "print the result as JSON on standard output, nothing else there")
    .addHelpText("after", examples)
    .action(setup);
}

async function setup(options: SetupOptions): Promise<void> {
  nodeImageInputs(options.kubernetes); // An unknown version is told before anything is shown or done.
  const startedMs = performance.now();
  const lines = stepLines(process.stderr);
  const say = (text: string) => toStderr(`${text}\n`);
  const interruption = listenForInterruption(
    () => say("stopping; a second Ctrl-C leaves at once"),
    () => lines.stop(),
  );
  try {
    const result = await provide(options, lines, say, interruption.signal);
    const durationMs = Math.round(performance.now() - startedMs);
    if (options.json) print({ version: 1, ok: true, ...result, durationMs });
    else toStdout(`ready in ${formatMs(durationMs)}: npm run chaos -- list\n`);
  } catch (error) {
    if (options.json) print({ version: 1, ok: false, error: describe(error, interruption.signal) });
    if (!interruption.signal.aborted) throw error;
    say("interrupted: run it again, and it goes on from here");
    process.exitCode = exitCodeOfStop(interruption.signal);
  } finally {
    lines.stop();
    interruption.stop();
  }
}

function provide(options: SetupOptions, lines: StepLines, say: (text: string) => void, signal: AbortSignal) {
  const request = {
    kubernetes: options.kubernetes,
    registry: options.registry ?? (process.env.KIND_CHAOS_REGISTRY || undefined),
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

function describe(error: unknown, signal: AbortSignal): { code: string; message: string } {
  if (signal.aborted) return { code: "interrupted", message: "interrupted" };
  return { code: error instanceof PlatformError ? error.code : "usage", message: messageOf(error) };
}

function print(value: unknown): void {
  toStdout(`${JSON.stringify(value, null, 2)}\n`);
}
