import { until } from "../host/clock.ts";
import { messageOf } from "../model/errors.ts";
import type { Evidence } from "../model/fault.ts";
import type { ProcedureContext, ProcedureSpec } from "../model/procedure.ts";
import { checkedRuntime } from "../node-tools/checked-runtime.ts";
import { describeTarget, resolveTarget } from "../targets/target.ts";
import type { RunContext } from "./context.ts";
import { sinceBegun } from "./fault/injected.ts";
import { currentRoles } from "./fault/roles.ts";
import { scaledTo } from "./observe/expected.ts";
import { recordPods } from "./observe/pods.ts";

/**
 * How long it is looked for evidence that a procedure was done, milliseconds: pods take up to 30 s to end where nothing
 * else is said.
 */
const doneTimeoutMs = 40_000;

/**
 * Carries out a procedure and proves that it was done; what goes wrong is in the journal and makes the run
 * inconclusive.
 */
export async function perform(run: RunContext, id: string, spec: ProcedureSpec, seed: number): Promise<void> {
  const definition = await run.loadProcedure(spec.procedure);
  const runtime = checkedRuntime(run.engine, run.cluster);
  const targets = await resolveTarget(spec.target, run.cluster, currentRoles(run), seed);
  const places = targets.map((node) => ({ node, targets, cluster: run.cluster, namespace: run.namespace }));
  const [context] = places;
  const replaces = context && definition.replaces?.(context, spec.params);
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
  });
  const begunAt = run.clock.now();
  let last: Evidence = { proven: false, detail: "no look succeeded" };
  try {
    for (const action of actions) await run.engine.act(action);
    await until({ what: id, timeoutMs: doneTimeoutMs, everyMs: 200, signal: run.signal }, async () => {
      const look = (context: ProcedureContext) =>
        definition
          .done(runtime, context, spec.params)
          .catch((error: unknown): Evidence => ({ proven: false, detail: messageOf(error) }));
      const looks = await Promise.all(places.map(look));
      last = looks.find((look) => !look.proven) ?? looks[0] ?? last;
      return last.proven ? true : undefined;
    });
  } catch (error) {
    run.signal.throwIfAborted();
    // What was last seen is the evidence; a command that failed says more.
    if (last.detail === "no look succeeded") last = { proven: false, detail: messageOf(error) };
  }
  run.emit({ type: "procedure-done", id, evidence: last, sinceMs: sinceBegun({ begunAt }, run) });
  const scaled = context && definition.scales?.(context, spec.params);
  if (scaled === undefined || !last.proven) return;
  run.expectations.current = scaledTo(run.expectations.current, scaled);
  run.emit({ type: "expected", expected: run.expectations.current });
}
