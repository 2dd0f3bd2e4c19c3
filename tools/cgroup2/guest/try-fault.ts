import { proveOnAll } from "../../../src/healing/proof.ts";
import { messageOf, PlatformError } from "../../../src/model/errors.ts";
import type { FaultDefinition } from "../../../src/model/fault.ts";
import { begin, leftOn, strikeAll, type Trial, takeAllBack } from "../../../test/support/undo-trial.ts";
import type { TrialGround } from "./grounds.ts";
import { type FaultTried, type Ground, isWhole } from "./said.ts";

/** How long evidence may take to come, and a fault to be taken back, milliseconds of an emulated machine. */
const evidenceMs = 120_000;
const healingMs = 480_000;

/** What came of a fault, but for which, where and how long; and whether another can be tried there. */
export type Tried = Omit<FaultTried, "kind" | "fault" | "ground" | "seconds">;
export interface Trying {
  readonly tried: Tried;
  readonly isWell: boolean;
}

const nothing = { begun: false, injected: false, proven: false, undone: false } as const;
/** What a fault says where there is nothing that it could break. */
const unfit = ["target-unfit", "target-down"];

/**
 * Injects a fault, waits for its evidence, takes it back, looks for what is left, and whether all is well. Never throws:
 * what went wrong is in the detail. One that broke off halfway is taken back all the same.
 */
export async function tryFault(on: TrialGround, definition: FaultDefinition): Promise<Trying> {
  const tried = await on
    .begin(definition)
    .then((trial) => tryOn(trial, definition, on.ground))
    .catch((error: unknown) => ({ ...nothing, begun: true, detail: messageOf(error) }));
  const unwell = await on.end(definition, !tried.begun || isWhole(tried));
  if (unwell === undefined) return { tried, isWell: true };
  return { tried: { ...tried, undone: false, detail: `${tried.detail}; ${unwell}` }, isWell: false };
}

/** In a plain container not everything can be looked at as on a node, before a fault or after: that is no word about it. */
async function tryOn(trial: Trial, definition: FaultDefinition, ground: Ground): Promise<Tried> {
  const begun = await begin(trial, definition);
  const isNode = ground === "nodes";
  if (begun instanceof PlatformError)
    return { ...nothing, begun: isNode && !unfit.includes(begun.code), detail: begun.message };
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
