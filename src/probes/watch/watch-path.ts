import type { WatchLane } from "../../model/lane.ts";
import type { WatchOperation } from "../operation.ts";
import type { WatchDialler } from "./watch-connection.ts";

/** A lane that listens, with everything that it needs. */
export interface WatchPath {
  readonly lane: WatchLane;
  readonly operation: WatchOperation;
  readonly namespace: string;
  readonly dialler: WatchDialler;
  /** Index of the control plane with these names in its certificate. */
  backendOf(names: string): number | undefined;
  /** Milliseconds since the run's start. */
  now(): number;
}
