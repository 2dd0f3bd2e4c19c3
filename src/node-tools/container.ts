import type { Action } from "../model/action.ts";
import { PlatformError } from "../model/errors.ts";
import type { Captured, Evidence, FaultContext } from "../model/fault.ts";
import type { CommandLook, ContainerLook } from "../model/leftover.ts";
import { describePlace, loopbackOf, placeOf } from "../model/node-addresses.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { isShuttingDown, shuttingDownQuestion } from "../model/shutting-down.ts";

const startedAnew: Evidence = { proven: false, detail: "the container was started anew meanwhile" };

/** How long a node that is down is given to answer on its published API port all the same, milliseconds. */
const answerTimeoutMs = 1_000;

/**
 * The container as it runs; throws PlatformError "target-down" when it does not, because then there is nothing to
 * break.
 */
export async function captureContainer(runtime: NodeRuntime, { node }: FaultContext): Promise<Captured> {
  const { running, paused, startedAt, address } = await runtime.inspect(node.name);
  if (!running || paused)
    throw new PlatformError("target-down", `${node.name} ${paused ? "is paused" : "does not run"} already`);
  return { startedAt, address };
}

/**
 * Whether the engine says that the container that was captured ended, and was not started since, and its published port
 * is silent.
 */
export async function containerDown(
  runtime: NodeRuntime,
  context: FaultContext,
  captured: Captured,
): Promise<Evidence> {
  const { running, exitCode, startedAt } = await runtime.inspect(context.node.name);
  if (startedAt !== captured.startedAt) return startedAnew;
  if (running) return { proven: false, detail: "the container runs" };
  return silent(runtime, context, `the container ended with code ${exitCode}`);
}

/** Whether the container runs again, started anew at the address that it had. */
export async function containerBack(
  runtime: NodeRuntime,
  { node }: FaultContext,
  captured: Captured,
): Promise<Evidence> {
  const state = await runtime.inspect(node.name);
  const { running, startedAt } = state;
  if (!running) return { proven: false, detail: "the container does not run yet" };
  const [at, own] = [describePlace(state), describePlace(node)];
  if (at !== own) return { proven: false, detail: `it runs at ${at} instead of ${own}` };
  const anew = startedAt !== captured.startedAt;
  return { proven: anew, detail: anew ? `the container runs again at ${at}` : "the container was never down" };
}

/** Whether the engine says that the container that was captured is paused, and its published port is silent. */
export async function containerPaused(
  runtime: NodeRuntime,
  context: FaultContext,
  captured: Captured,
): Promise<Evidence> {
  const { running, paused, startedAt } = await runtime.inspect(context.node.name);
  if (startedAt !== captured.startedAt) return startedAnew;
  if (!paused) return { proven: false, detail: `the container ${running ? "is not paused" : "does not run"}` };
  return silent(runtime, context, "every process of the container is frozen");
}

/** Whether the container that was paused goes on, without having been started anew. */
export async function containerGoesOn(
  runtime: NodeRuntime,
  { node }: FaultContext,
  captured: Captured,
): Promise<Evidence> {
  const { running, paused, startedAt } = await runtime.inspect(node.name);
  if (!running || paused) return { proven: false, detail: running ? "the container is paused" : "it does not run" };
  const same = startedAt === captured.startedAt;
  return { proven: same, detail: same ? "the container goes on" : "the container was started anew instead" };
}

/** Starts a node again that was taken down, at the address that it had; not one that somebody has started since. */
export function startAgain({ node, cluster }: FaultContext, captured: Captured): Action {
  return { do: "start", node: node.name, network: cluster.network, ...placeOf(node), ...sinceOf(captured) };
}

/** Lets a node go on that was frozen; not one that somebody has started since. */
export function letGoOn({ node }: FaultContext, captured: Captured): Action {
  return { do: "unpause", node: node.name, ...sinceOf(captured) };
}

/** Before anything is captured, for who only wants to see what would be done, there is no such time. */
function sinceOf({ startedAt }: Captured): { readonly since?: string } {
  return startedAt === undefined ? {} : { since: startedAt };
}

/** A container that was stopped and not started again. */
export function stoppedLook(context: FaultContext): ContainerLook {
  return {
    what: "a stopped container",
    node: context.node.name,
    isLeft: ({ running }) => !running,
    mend: [startAgain(context, {})],
  };
}

/** Ends a stop that goes on although who asked for it is gone, and starts the node again. */
export function endStop(context: FaultContext, captured: Captured): readonly Action[] {
  return [{ do: "end-stop", node: context.node.name }, startAgain(context, captured)];
}

/** A container that is still shutting down: it runs, and will not. */
export function stoppingLook(context: FaultContext): CommandLook {
  return {
    what: "a container that is shutting down",
    node: context.node.name,
    argv: shuttingDownQuestion,
    isLeft: isShuttingDown,
    mend: endStop(context, {}),
  };
}

/** A container that was frozen and does not go on. */
export function frozenLook(context: FaultContext): ContainerLook {
  return {
    what: "a frozen container",
    node: context.node.name,
    isLeft: ({ paused }) => paused,
    mend: [letGoOn(context, {})],
  };
}

/** The engine's word for a node that is down, with a look from outside where it publishes a port of an API server. */
async function silent(runtime: NodeRuntime, { node }: FaultContext, word: string): Promise<Evidence> {
  const port = node.ports["6443"];
  if (port === undefined) return { proven: true, detail: word };
  const answers = await runtime.answersTls(port, answerTimeoutMs, loopbackOf(node, "6443"));
  return { proven: !answers, detail: `${word}, its API port ${answers ? "answers all the same" : "does not answer"}` };
}
