import type { Action } from "../model/action.ts";
import type { Node } from "../model/cluster.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { ContainerRuntime, NodeRuntime } from "../model/node-runtime.ts";
import type { Params } from "../model/params.ts";
import type { UndoHit } from "./own-nodes.ts";

/** What healing needs of an engine. */
export interface HealingEngine extends ContainerRuntime {
  act(action: Action, strike?: string): Promise<void>;
  endStrike(node: string, strike: string): Promise<void>;
}

/** An engine that gives healing the nodes of one cluster, by the engine's own ids, and refuses to touch anything else. */
export interface GuardedEngine {
  only(nodes: readonly Pick<Node, "name" | "containerId">[]): HealingEngine;
}

/** A fault that was begun, as its undo log or the run that began it knows it. */
export interface Begun {
  /** What every process of its strike has in its environment. */
  readonly strike: string;
  readonly definition: FaultDefinition;
  readonly params: Params;
  readonly hits: readonly UndoHit[];
  /** The one way in which its nodes are looked at. */
  readonly runtime: NodeRuntime;
}
