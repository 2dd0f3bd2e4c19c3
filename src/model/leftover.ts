import type { ContainerState, ExecResult } from "./node-runtime.ts";

/** A look that a command on a node takes at what a fault may have left there. */
export interface CommandLook {
  /** What would be left, in words: "a manifest that was moved away". */
  readonly what: string;
  /** Name of the container that the command runs in. */
  readonly node: string;
  readonly argv: readonly string[];
  /** Exit codes that mean something, by default 0 alone; any other says that the look failed. */
  readonly exits?: readonly number[];
  /** Whether what the command returned shows that it is left; pure. */
  isLeft(seen: ExecResult): boolean;
}

/** A look at the state of a node's container, as the engine tells it. */
export interface ContainerLook {
  readonly what: string;
  readonly node: string;
  /** Whether the state shows that it is left; pure. */
  isLeft(seen: ContainerState): boolean;
}

/** One look at what a fault may have left behind. */
export type Look = CommandLook | ContainerLook;
