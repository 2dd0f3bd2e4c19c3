import { randomUUID } from "node:crypto";
import type { Shard } from "../model/shard.ts";
import type { Suite } from "../model/suite.ts";
import { digestOf } from "./digests.ts";

/** What was read of a summary. */
export interface ReadSummary {
  /** Its JSON; where its plan is known, with an empty one in its place. */
  readonly value: unknown;
  /** The plan that was left out, as it was validated before; undefined: it is in the value. */
  readonly plan: Shard["plan"] | undefined;
}

interface KnownPlan {
  readonly plan: Shard["plan"];
  /** The member of an object that it is, as a summary has it. */
  readonly text: Buffer;
}

/**
 * Plans of shards, each parsed, validated and kept once. All shards of a call have the same: of 200 that have 10,000 runs
 * between them the plans are 500 MB of 600, and every copy would take as much memory as all that the runs came to.
 */
export class SharedPlans {
  readonly #known: KnownPlan[] = [];

  /** Reads the JSON of a summary; throws SyntaxError as JSON.parse does. */
  read(bytes: Buffer): ReadSummary {
    for (const { plan, text } of this.#known) {
      const value = valueWithout(text, bytes);
      if (value !== undefined) return { value, plan };
    }
    return { value: JSON.parse(bytes.toString("utf8")), plan: undefined };
  }

  /** The summary that was made of what was read, with the plan that all like it share. */
  shared(suite: Suite, { plan }: ReadSummary): Suite {
    if (suite.shard === null) return suite;
    return { ...suite, shard: { ...suite.shard, plan: plan ?? this.#remembered(suite.shard.plan) } };
  }

  #remembered(plan: Shard["plan"]): Shard["plan"] {
    const same = this.#known.find((known) => digestOf(known.plan) === digestOf(plan));
    if (same === undefined) this.#known.push({ plan, text: Buffer.from(memberOf(plan)) });
    return same?.plan ?? plan;
  }
}

/** A plan as a summary has it, from the line end before its name, which no text of JSON may have in it, to its last bracket. */
function memberOf(plan: Shard["plan"]): string {
  const whole = JSON.stringify({ shard: { plan } }, null, 2);
  return whole.slice(whole.indexOf('\n    "plan"'), whole.lastIndexOf("]") + 1);
}

/**
 * The JSON of a summary in which a plan stands by this text: an empty one is in its place, so that it is not parsed.
 * Undefined where the plan of its shard is another, stands there in another way, or the rest is no JSON. What is cut out
 * begins outside of any text, with its own line end, and is one whole member: so the rest is read as it would be with it.
 */
function valueWithout(text: Buffer, bytes: Buffer): unknown {
  const at = bytes.indexOf(text);
  if (at < 0) return undefined;
  // Nobody can have written this: where it is read as the plan of the shard, the text stood there.
  const mark = randomUUID();
  const rest = `${bytes.toString("utf8", 0, at)}\n"plan": "${mark}"${bytes.toString("utf8", at + text.length)}`;
  let value: { readonly shard?: { plan?: unknown } | null } | null;
  try {
    value = JSON.parse(rest);
  } catch {
    return undefined;
  }
  if (value?.shard?.plan !== mark) return undefined;
  value.shard.plan = [];
  return value;
}
