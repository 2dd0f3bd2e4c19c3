import { proveOnAll } from "../../../src/healing/proof.ts";
import { messageOf } from "../../../src/model/errors.ts";
import type { FaultDefinition } from "../../../src/model/fault.ts";
import { begin, leftOn, strikeAll, type Trial, takeAllBack } from "../../../test/support/undo-trial.ts";
import type { TrialGround } from "./grounds.ts";
import { type FaultTried, isWhole } from "./said.ts";

/** How long evidence may take to come, and a fault to be taken back, milliseconds of an emulated machine. */
const evidenceMs = 120_000;
const healingMs = 480_000;

/** What came of a fault, but for which, where and how long. */
type Tried = Omit<FaultTried, "kind" | "fault" | "ground" | "seconds">;

const nothing = { begun: false, injected: false, proven: false, undone: false } as const;

/**
 * Injects a fault, waits for its evidence, takes it back, looks for what is left, and whether all is well. Never throws:
 * what went wrong is in the detail. One that broke off halfway is taken back all the same.
 */
export async function tryFault(on: TrialGround, definition: FaultDefinition): Promise<Tried> {
  try {
    const trial = await on.begin(definition);
    const tried = await tryOn(trial, definition, on.ground === "nodes");
    const unwell = await on.end(definition, isWhole(tried)).then(() => undefined, messageOf);
    return unwell === undefined ? tried : { ...tried, undone: false, detail: `${tried.detail}; ${unwell}` };
  } catch (error) {
    return { ...nothing, begun: true, detail: messageOf(error) };
  }
}

/** In a plain container not everything can be looked at, where it would be on a node: that is no word about a fault there. */
async function tryOn(trial: Trial, definition: FaultDefinition, isNode: boolean): Promise<Tried> {
  const begun = await begin(trial, definition);
  if (typeof begun === "string") return { ...nothing, detail: begun };
  const refused = await strikeAll(trial, begun).then(() => undefined, messageOf);
  const active =
    refused === undefined
      ? await proveOnAll("active", evidenceMs, begun.hits, ({ context, captured }) =>
          definition.active(begun.runtime, context, begun.params, captured),
        )
      : { proven: false, detail: refused };
  const healed = await takeAllBack(trial, begun, healingMs);
  const left = (await leftOn(trial, [definition])).filter(({ unseen }) => isNode || unseen === undefined);
  const words = left.map(({ node, what, unseen = "" }) => `; left: ${what} on ${node} ${unseen}`.trimEnd());
  return {
    begun: true,
    injected: refused === undefined,
    proven: active.proven,
    undone: healed.proven && left.length === 0,
    detail: `${active.detail}; afterwards: ${healed.detail}${words.join("")}`,
  };
}
