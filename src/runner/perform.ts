import { until } from "../host/clock.ts";
import { messageOf } from "../model/errors.ts";
import type { Evidence } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import type { ProcedureContext, ProcedureDefinition, ProcedureSpec } from "../model/procedure.ts";
import { checkedRuntime } from "../node-tools/checked-runtime.ts";
import { describeTarget, resolveTarget } from "../targets/target.ts";
import type { RunContext } from "./context.ts";
import { sinceBegun } from "./fault/injected.ts";
import { moveReusedAway } from "./fault/reused-connections.ts";
import { currentRoles } from "./fault/roles.ts";
import { hitBy } from "./hit-by.ts";
import { scaledTo } from "./observe/expected.ts";
import { recordPods } from "./observe/pods.ts";
import { checkSteadyState } from "./observe/steady-state.ts";
import { awaitWhole } from "./whole.ts";

/**
 * How long it is looked for evidence that a procedure was done, milliseconds: pods take up to 30 s to end where nothing
 * else is said.
 */
const doneTimeoutMs = 40_000;

/** A procedure as it is carried out. */
interface Work {
  readonly definition: ProcedureDefinition;
  readonly spec: ProcedureSpec;
  readonly places: readonly ProcedureContext[];
  readonly runtime: NodeRuntime;
}

/** What became of a procedure. */
export interface Performed {
  /** Whether the run goes on: not where nodes are not whole that were to be upgraded, or work that breaks off broken. */
  readonly mayGoOn: boolean;
  /**
   * The short names of nodes on which it replaced what ran, ended it, or made it begin anew; "node/component" where that
   * is one component alone.
   */
  readonly hit: readonly string[];
}

/**
 * Carries out a procedure and proves that it was done; what goes wrong is in the journal and makes the run
 * inconclusive.
 */
export async function perform(run: RunContext, id: string, spec: ProcedureSpec, seed: number): Promise<Performed> {
  const definition = await run.loadProcedure(spec.procedure);
  const runtime = checkedRuntime(run.engine, run.cluster);
  const targets = await resolveTarget(spec.target, run.cluster, currentRoles(run), seed);
  const places = targets.map((node) => ({ node, targets, cluster: run.cluster, namespace: run.namespace }));
  const [context] = places;
  const replaces = context && definition.replaces?.(context, spec.params);
  const upgradesTo = definition.upgrading?.to(spec.params);
  const actions = places.flatMap((context) => [...definition.actions(context, spec.params)]);
  // Who is still there then went because it was asked for.
  if (replaces !== undefined) await recordPods(run, "work");
  run.emit({
    type: "procedure",
    id,
    procedure: spec.procedure,
    description: definition.describe(spec.params),
    target: await describeTarget(spec.target),
    nodes: targets.map((node) => node.short),
    actions,
    ...(replaces === undefined ? {} : { replaces }),
    ...(upgradesTo === undefined ? {} : { upgradesTo }),
    ...(definition.isStretch === true ? { isStretch: true } : {}),
  });
  const begunAt = run.clock.now();
  let evidence: Evidence;
  try {
    await moveReusedAway(run, spec.target, targets);
    for (const action of actions) {
      run.signal.throwIfAborted();
      const part = action.do === "exec" ? action.part : undefined;
      await inPhase(run, part === undefined ? undefined : `${id}: ${part}`, () => run.engine.act(action));
    }
    const work = { definition, spec, places, runtime };
    const isDone = () => lookDone(work);
    const wholeMs = definition.upgrading?.wholeMs;
    evidence = await (wholeMs === undefined
      ? awaitDone(run, id, isDone)
      : inPhase(run, `${id}: whole again`, () =>
          awaitWhole(run, id, { isDone, steady: () => checkSteadyState(run), machine: run.newMeter() }, wholeMs),
        ));
  } catch (error) {
    run.signal.throwIfAborted();
    evidence = { proven: false, detail: messageOf(error) };
  }
  run.emit({ type: "procedure-done", id, evidence, sinceMs: sinceBegun({ begunAt }, run) });
  if (definition.addsPods === true) await recordPods(run, "after-work");
  expectScaled(run, evidence, context && definition.scales?.(context, spec.params));
  const breaksOff = upgradesTo !== undefined || definition.brokenOff !== undefined;
  return { mayGoOn: evidence.proven || !breaksOff, hit: hitBy(definition, places) };
}

/** Does something as a phase of the run, where it has a name. */
async function inPhase<Value>(run: RunContext, name: string | undefined, act: () => Promise<Value>): Promise<Value> {
  if (name === undefined) return act();
  run.emit({ type: "phase", name, edge: "begin" });
  try {
    return await act();
  } finally {
    run.emit({ type: "phase", name, edge: "end" });
  }
}

/** What the looks on all targets came to: the first that does not prove it, else the first. */
async function lookDone({ definition, spec, places, runtime }: Work): Promise<Evidence> {
  const look = (context: ProcedureContext) =>
    definition
      .done(runtime, context, spec.params)
      .catch((error: unknown): Evidence => ({ proven: false, detail: messageOf(error) }));
  const looks = await Promise.all(places.map(look));
  return looks.find((look) => !look.proven) ?? looks[0] ?? { proven: false, detail: "there was nobody to look at" };
}

/** Looks until it is proven done; what was last seen when the time is over. Throws the signal's reason. */
async function awaitDone(run: RunContext, id: string, isDone: () => Promise<Evidence>): Promise<Evidence> {
  let last: Evidence = { proven: false, detail: "no look succeeded" };
  try {
    await until({ what: id, timeoutMs: doneTimeoutMs, everyMs: 200, signal: run.signal }, async () => {
      last = await isDone();
      return last.proven ? true : undefined;
    });
  } catch {
    // The time is over: what was last seen is the evidence.
    run.signal.throwIfAborted();
  }
  return last;
}

/** So many replicas of a set are expected from then on. */
function expectScaled(
  run: RunContext,
  { proven }: Evidence,
  scaled: ReturnType<NonNullable<ProcedureDefinition["scales"]>> | undefined,
): void {
  if (scaled === undefined || !proven) return;
  run.expectations.current = scaledTo(run.expectations.current, scaled);
  run.emit({ type: "expected", expected: run.expectations.current });
}
