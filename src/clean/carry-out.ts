import type { Action } from "../model/action.ts";
import { messageOf } from "../model/errors.ts";

/**
 * Carries out undo actions in order. What fails on one node keeps back that node's further actions and no other's: a node that cannot be
 * healed must not leave the rest broken. Answers the reasons of what failed.
 */
export async function carryOut(act: (action: Action) => Promise<void>, actions: readonly Action[]): Promise<string[]> {
  const failed = new Map<string, string>();
  for (const action of actions) {
    if (failed.has(action.node)) continue;
    try {
      await act(action);
    } catch (error) {
      // Told at the end, when everything else that can be healed is.
      failed.set(action.node, messageOf(error));
    }
  }
  return [...failed.values()];
}
