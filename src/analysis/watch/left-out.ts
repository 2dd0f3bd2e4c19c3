import type { ObservedState } from "./observers.ts";
import type { Telling } from "./tellings.ts";

/** What else is known of the objects that streams of an operation tell of. */
export interface Witness<State> {
  /**
   * Names of objects that were there when a list was read, as other events of the journal have it; the name that is
   * empty is one of which only that is known.
   */
  thereAt(list: Telling<State>): readonly string[];
  /** What tells an object from a later one of its name; undefined where nothing does. */
  identityOf?(state: State): string | undefined;
}

/**
 * What streams told, where lists leave out objects that others show to have been there: these cannot be read then, so
 * that nobody takes them to be gone. One that is told of before a list and after it was there all the time.
 */
export function withLeftOut<State extends ObservedState>(
  tellings: readonly Telling<State>[],
  { thereAt, identityOf = () => undefined }: Witness<State>,
): Telling<State>[] {
  const lastTold = new Map<string, number>();
  for (const [index, { states }] of tellings.entries())
    for (const state of states) lastTold.set(identityOf(state) ?? "", index);
  // Of what has no identity nobody knows whether it is the same.
  lastTold.delete("");
  const known = new Map<string, State>();
  return tellings.map((telling, index) => {
    const toldAgain = [...known.values()].filter((state) => (lastTold.get(identityOf(state) ?? "") ?? -1) > index);
    const told = new Set([...telling.states.map(({ name }) => name), ...telling.unreadable]);
    const isLeftOut = (name: string) => !told.has(name) && known.get(name)?.gone !== true;
    const there = telling.list ? [...toldAgain.map(({ name }) => name), ...thereAt(telling)] : [];
    for (const state of telling.states) known.set(state.name, state);
    const leftOut = [...new Set(there)].filter(isLeftOut);
    return leftOut.length === 0 ? telling : { ...telling, unreadable: [...telling.unreadable, ...leftOut] };
  });
}
