import { run } from "../../host/command.ts";
import { describeChosenEngine } from "../../host/docker/context.ts";
import { readVersion, whyOther } from "../../host/docker/other-engine.ts";
import { readSystem } from "../../host/operating-system.ts";
import { PlatformError, UsageError } from "../../model/errors.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { installEngine } from "./engine-packages.ts";
import { dockerdPath, startEngine } from "./engine-start.ts";

/** What the Docker client says about its engine. */
export type EngineState =
  | { readonly kind: "running"; readonly version: string }
  | { readonly kind: "other"; readonly reason: string }
  | { readonly kind: "no-client" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "unreachable"; readonly reason: string; readonly chosenByUser: boolean };

/** Asks the engine that the user's context or DOCKER_HOST names for its version; changes nothing. */
export async function engineState(signal?: AbortSignal): Promise<EngineState> {
  const options = { timeoutMs: 8_000, ...(signal === undefined ? {} : { signal }) };
  let result: Awaited<ReturnType<typeof run>>;
  try {
    result = await run(["docker", "version", "--format", "{{json .}}"], options);
  } catch (error) {
    if (error instanceof PlatformError && error.code === "command-missing") return { kind: "no-client" };
    if (error instanceof PlatformError && error.code === "command-timeout")
      return { kind: "unreachable", reason: "no answer within 8 s", chosenByUser: true };
    throw error;
  }
  const answer = readVersion(result.stdout);
  const reasonAgainst = answer && whyOther(answer);
  if (reasonAgainst !== undefined) return { kind: "other", reason: reasonAgainst };
  if (result.exitCode === 0) return { kind: "running", version: answer?.Server?.Version ?? "" };
  const reason = result.stderr.trim().split("\n").at(-1) ?? "";
  if (/permission denied/i.test(reason)) return { kind: "refused", reason };
  return { kind: "unreachable", reason, chosenByUser: await hasOwnEndpoint() };
}

/** Whether the user chose an engine by DOCKER_HOST or a context; such an engine is never replaced by a new one. */
async function hasOwnEndpoint(): Promise<boolean> {
  if (process.env.DOCKER_HOST) return true;
  const context = await run(["docker", "context", "show"], { timeoutMs: 5_000 });
  return context.exitCode === 0 && !["", "default"].includes(context.stdout.trim());
}

/** The first step: an engine that answers, installed and started where this program can do that. */
export const engineStep: Step = {
  name: "engine",
  title: "Docker engine",
  async check(signal) {
    const state = await engineState(signal);
    return state.kind === "running" ? `engine ${state.version} answers at ${describeChosenEngine()}` : undefined;
  },
  async run(context) {
    const action = await provideEngine(await engineState(context.signal), context);
    const state = await engineState(context.signal);
    if (state.kind !== "running")
      throw new PlatformError("engine-silent", "the Docker engine was started but does not answer");
    return `engine ${state.version} ${action}`;
  },
};

async function provideEngine(state: EngineState, context: StepContext): Promise<string> {
  if (state.kind === "other") throw new UsageError(state.reason);
  if (state.kind === "refused")
    throw new UsageError(
      `Docker refuses this user: ${state.reason}. Run as root, or add the user to the group "docker" and log in again.`,
    );
  if (state.kind === "unreachable" && state.chosenByUser)
    throw new UsageError(
      `the Docker engine chosen by DOCKER_HOST or the docker context does not answer (${state.reason}). Start it, or choose another one.`,
    );
  if (state.kind === "no-client" && process.env.DOCKER_HOST)
    throw new UsageError("DOCKER_HOST names an engine, but there is no docker on PATH: install the Docker client.");
  const system = readSystem();
  if (!system.isRoot) throw new UsageError(needsEngine("this user is not root"));
  const wasInstalled = dockerdPath() !== undefined;
  if (!wasInstalled) {
    if (!system.hasApt) throw new UsageError(needsEngine(`${system.name} is neither Debian nor Ubuntu`));
    await installEngine(system, context);
  }
  await startEngine(context);
  return wasInstalled ? "started" : "installed and started";
}

function needsEngine(reason: string): string {
  return `no Docker engine answers, and ${reason}: install and start Docker Engine 24 or newer (or Docker Desktop), then run this again.`;
}
