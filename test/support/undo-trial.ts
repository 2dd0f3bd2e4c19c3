import { randomUUID } from "node:crypto";
import type { Begun } from "../../src/healing/begun.ts";
import { mendLeft } from "../../src/healing/mend.ts";
import { proveHealed, takeBack } from "../../src/healing/take-back.ts";
import type { Engine } from "../../src/host/engine.ts";
import type { Cluster } from "../../src/model/cluster.ts";
import { PlatformError } from "../../src/model/errors.ts";
import type { Captured, Evidence, FaultDefinition } from "../../src/model/fault.ts";
import type { Params } from "../../src/model/params.ts";
import { checkedRuntime } from "../../src/node-tools/checked-runtime.ts";
import { type Leftover, leftoversOf, looksOf } from "../../src/node-tools/leftovers.ts";
import { capturedExamples } from "./captured-examples.ts";
import { exampleParams } from "./example-params.ts";
import { injectedFaults } from "./injected-faults.ts";

/** A cluster of real containers, and the engine that has them. */
export interface Trial {
  readonly engine: Engine;
  readonly cluster: Cluster;
}

const injected = await injectedFaults();

/** The parameters with which a scenario injects a fault, or some that it takes. */
function paramsOf({ name, params }: FaultDefinition): Params {
  return injected.find(({ fault }) => fault === name)?.params ?? exampleParams(params);
}

/** A fault on so many nodes of a cluster as it needs, with what it remembers of them; or why it cannot be begun there. */
export async function begin({ engine, cluster }: Trial, definition: FaultDefinition): Promise<Begun | PlatformError> {
  const runtime = checkedRuntime(engine, cluster);
  const params = paramsOf(definition);
  const contexts = contextsOf(cluster, definition);
  try {
    const hits = await Promise.all(
      contexts.map(async (context) => {
        const captured = await definition.capture(runtime, context, params);
        return { context, captured: definition.captured.parse(captured) };
      }),
    );
    return { strike: randomUUID(), definition, params, hits, runtime };
  } catch (error) {
    if (error instanceof PlatformError) return error;
    throw error;
  }
}

/** A fault that nobody has begun, as if it had been: with what it might remember. */
export function neverBegun({ engine, cluster }: Trial, definition: FaultDefinition): Begun {
  const shape = (definition.captured as never as { shape: object }).shape;
  // No process has such a number.
  const said: Captured = { ...capturedExamples, pid: "99999999", apiPid: "99999999" };
  const captured = Object.fromEntries(Object.entries(said).filter(([key]) => Object.hasOwn(shape, key)));
  const hits = contextsOf(cluster, definition).map((context) => ({ context, captured }));
  const runtime = checkedRuntime(engine, cluster);
  return { strike: randomUUID(), definition, params: paramsOf(definition), hits, runtime };
}

/** What is brought back from a procedure's work, a snapshot for example, is broken everywhere. */
function contextsOf(
  cluster: Cluster,
  { targetRoles, fewestTargets, needs }: FaultDefinition,
): Begun["hits"][number]["context"][] {
  const fit = cluster.nodes.filter(({ role }) => targetRoles.includes(role));
  const targets = (fit.length > 0 ? fit : cluster.nodes).slice(0, needs === undefined ? fewestTargets : fit.length);
  return targets.map((node) => ({ node, targets, cluster }));
}

/** Injects a fault on all its nodes, as the runner does; throws where a part of it failed. */
export async function strikeAll({ engine }: Trial, { definition, hits, params, strike }: Begun): Promise<void> {
  const strikes = hits.map(async ({ context, captured }) => {
    for (const action of definition.inject(context, params, captured)) await engine.act(action, strike);
  });
  const failed = (await Promise.allSettled(strikes)).find((result) => result.status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/** Takes a fault back, and looks until it is seen to be healed, within so many milliseconds. */
export function takeAllBack({ engine }: Trial, begun: Begun, timeoutMs: number): Promise<Evidence> {
  return takeBack(engine, begun, { timeoutMs, tell: () => {}, prove: proveHealed });
}

/** What any of these faults, or a strike, has left on the cluster. */
export function leftOn({ engine, cluster }: Trial, faults: readonly FaultDefinition[]): Promise<Leftover[]> {
  return leftoversOf(looksOf(cluster, faults, []), checkedRuntime(engine, cluster));
}

/** Mends what a fault has left as who has no log of it does; returns what could not be mended within so many milliseconds. */
export async function mendAll(
  { engine, cluster }: Trial,
  definition: FaultDefinition,
  timeoutMs: number,
): Promise<string[]> {
  const looks = looksOf(cluster, [definition], []);
  const found = await mendLeft(engine, cluster, { looks, timeoutMs, dryRun: false, tell: () => {} });
  return found.filter(({ ok }) => !ok).map(({ what, done }) => `${what}: ${done}`);
}
