import type { Action } from "./action.ts";
import type { ContainerState, ExecResult } from "./node-runtime.ts";

/** What every look says of itself. */
interface AnyLook {
  /** What would be left, in words: "a manifest that was moved away". */
  readonly what: string;
  /** Name of the container that is looked at, or that the command runs in. */
  readonly node: string;
  /**
   * What takes away just this, for who has no log of what was done: idempotent, and harmless to what the harness did not
   * do. Where two faults leave the same, it is right for both.
   */
  readonly mend: readonly Action[];
  /** How often it is tried at least to take it away, where one try may take all the time that mending has. */
  readonly mendTries?: number;
}

/** A look that a command on a node takes at what a fault or procedure may have left there. */
export interface CommandLook extends AnyLook {
  readonly argv: readonly string[];
  /** Exit codes that mean something, by default 0 alone; any other says that the look failed. */
  readonly exits?: readonly number[];
  /** Whether what the command returned shows that it is left; pure. */
  isLeft(seen: ExecResult): boolean;
}

/** A look at the state of a node's container, as the engine tells it. */
export interface ContainerLook extends AnyLook {
  /** Whether the state shows that it is left; pure. */
  isLeft(seen: ContainerState): boolean;
}

/** One look at what may have been left behind. */
export type Look = CommandLook | ContainerLook;
