import { createRandom, deriveSeed } from "../../src/model/random.ts";
import type { Phase } from "./phase.ts";

/** Who is killed, or restarted. */
export const victims = ["harness", "harness+watchdog", "prober", "watchdog", "engine"] as const;
export type Victim = (typeof victims)[number];

/** When: so long after the run has come to a phase, or at its last steady state where that comes first. */
export interface Moment {
  readonly from: Phase;
  readonly delayMs: number;
}

/** One kill of a campaign. */
export interface Kill {
  readonly number: number;
  readonly fault: string;
  /** Which of the ways to inject the fault, from 0. */
  readonly way: number;
  readonly victim: Victim;
  readonly moment: Moment;
}

/** What there is to be chosen from. */
export interface Choices {
  /** Each fault with the number of ways in which it can be injected. */
  readonly faults: readonly (readonly [name: string, ways: number])[];
  /** Whether the engine can be restarted. */
  readonly engine: boolean;
}

/** How many of twenty kills each victim gets. */
const shares: Readonly<Record<Victim, number>> = {
  harness: 8,
  "harness+watchdog": 5,
  prober: 4,
  watchdog: 2,
  engine: 1,
};

/**
 * How long a fault lives here, from its intent to its recovery, milliseconds: striking, 10 s of hold, healing, recovery
 * took 20 to 40 s on 2 cores.
 */
const lifeMs = 40_000;
/** How long the namespace is in the making, and the last steady state is looked at, milliseconds. */
const edgeMs = 4_000;

/**
 * The kill of a number, from 1, in the campaign of a seed: the same each time, whatever was done before. Faults and
 * victims go round in orders that are shuffled anew for each round, so that none is left out for long.
 */
export function chooseKill(seed: number, number: number, { faults, engine }: Choices): Kill {
  const index = number - 1;
  const [fault, ways] = inRounds(seed, "faults", faults, index);
  const drawn = inRounds(
    seed,
    "victims",
    victims.flatMap((one) => Array<Victim>(shares[one]).fill(one)),
    index,
  );
  const victim = drawn === "engine" && !engine ? "harness" : drawn;
  const random = createRandom(deriveSeed(seed, `kill ${number}`));
  return { number, fault, way: Math.floor(random() * ways), victim, moment: momentOf(victim, random) };
}

function momentOf(victim: Victim, random: () => number): Moment {
  const [where, when] = [random(), random()];
  // While the namespace is made there is no probing process yet.
  if (where < 0.12 && victim !== "prober") return { from: "namespace", delayMs: Math.round(when * edgeMs) };
  if (where < 0.85) return { from: "striking", delayMs: Math.round(when * lifeMs) };
  return { from: "last steady state", delayMs: Math.round((when * edgeMs) / 2) };
}

/** The item of an index in rounds through all items, each round in an order of its own. */
function inRounds<Item>(seed: number, what: string, items: readonly Item[], index: number): Item {
  const round = Math.floor(index / items.length);
  return shuffled(items, createRandom(deriveSeed(seed, `${what} ${round}`)))[index % items.length] as Item;
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as Item, order[last] as Item];
  }
  return order;
}
