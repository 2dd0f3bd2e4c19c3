import type { Shard, ShardedRun } from "../model/shard.ts";
import type { Suite } from "../model/suite.ts";

/**
 * Plans of shards, each validated and kept once: all shards of a call have the same, and 200 copies of one with 10,000 runs
 * would take more memory than all that these came to.
 */
export class SharedPlans {
  readonly #known: Shard["plan"][] = [];

  /** What is read from a file, without the plan where that is known. */
  withoutKnown(value: unknown): unknown {
    if (this.#alike(planIn(value)) === undefined) return value;
    const { shard, ...rest } = value as { readonly shard: object };
    return { ...rest, shard: { ...shard, plan: [] } };
  }

  /** The summary that was made of it, with the plan that all like it share. */
  withKnown(suite: Suite, value: unknown): Suite {
    if (suite.shard === null) return suite;
    const known = this.#alike(planIn(value));
    if (known === undefined) this.#known.push(suite.shard.plan);
    return { ...suite, shard: { ...suite.shard, plan: known ?? suite.shard.plan } };
  }

  #alike(plan: readonly unknown[] | undefined): Shard["plan"] | undefined {
    if (plan === undefined) return undefined;
    return this.#known.find((known) => known.length === plan.length && known.every((run, at) => isSame(run, plan[at])));
  }
}

/** Whether what was read is this run: every field of it, and no other. */
function isSame(run: ShardedRun, read: unknown): boolean {
  if (typeof read !== "object" || read === null) return false;
  const names = Object.keys(run) as (keyof ShardedRun)[];
  const fields = read as Readonly<Record<string, unknown>>;
  return Object.keys(fields).length === names.length && names.every((name) => fields[name] === run[name]);
}

function planIn(value: unknown): readonly unknown[] | undefined {
  const plan = (value as { readonly shard?: { readonly plan?: unknown } | null } | null)?.shard?.plan;
  return Array.isArray(plan) ? plan : undefined;
}
