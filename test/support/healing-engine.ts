import type { WakingEngine } from "../../src/healing/awake.ts";
import type { Action } from "../../src/model/action.ts";
import type { ContainerState } from "../../src/model/node-runtime.ts";
import { stateOf } from "./recording-runtime.ts";

/** An engine that carries out what it was told how, on containers that are as they were told; refuses the rest. */
export function healingEngine(told: {
  /** What differs from a container that runs, by its name. */
  readonly states?: Record<string, Partial<ContainerState>>;
  /** What an action does; it may throw. */
  readonly act?: (action: Action, states: Record<string, Partial<ContainerState>>) => void;
  /** What stands in files of containers, by "container:path". */
  readonly files?: Record<string, string>;
}): WakingEngine & { readonly acts: Action[] } {
  const states = told.states ?? {};
  const acts: Action[] = [];
  const refuse = (what: string): never => {
    throw new Error(`nobody said anything of ${what}`);
  };
  return {
    acts,
    inspect: async (node) => ({ ...stateOf(node), ...states[node] }),
    act: async (action) => {
      acts.push(action);
      (told.act ?? refuse)(action as never, states);
    },
    containers: { file: async (name, path) => told.files?.[`${name}:${path}`] ?? refuse(`${name}:${path}`) },
    exec: async (node) => refuse(`a command in ${node}`),
    memory: async (node) => refuse(`the memory of ${node}`),
    outOfMemory: async (node) => refuse(`the want of memory of ${node}`),
    throttling: async (node) => refuse(`the CPU time of ${node}`),
    answersTls: async (port) => refuse(`port ${port}`),
    endStrike: async (node) => refuse(`a strike in ${node}`),
  };
}
