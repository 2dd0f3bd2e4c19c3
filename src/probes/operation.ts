import type { Connection, Lane, LaneSpec, Via } from "../model/lane.ts";
import type { HttpRequest } from "../platform/http-exchange.ts";

/** What a scenario says about a lane; the rest comes from the operation. */
export interface LaneOptions {
  readonly via?: Via;
  readonly connection?: Connection;
  /** Attempts a second. */
  readonly hz?: number;
  readonly deadlineMs?: number;
}

/** What an answer with a good status says. */
export interface Reading {
  readonly revision?: number | undefined;
  readonly detail?: string | undefined;
}

/** A request with the words that its sample carries whatever comes of it. */
export interface ProbeRequest extends HttpRequest {
  readonly detail?: string;
}

/** What a lane does at each attempt: one request, one answer. The default export of a file in src/probes/operations. */
export interface HttpOperation {
  readonly protocol: "http";
  /** Name in scenarios and lane ids; the file's name. */
  readonly name: string;
  /** One line for people: what it shows. */
  readonly summary: string;
  /** Paths that make sense for it; the first is the default. */
  readonly vias: readonly [Via, ...Via[]];
  readonly deadlineMs: number;
  /** Which client certificate it shows. */
  readonly credentials: "api" | "etcd";
  /** Whether an attempt whose answer was lost may still have been carried out: such an attempt is unknown, not failed. */
  readonly changesState: boolean;
  /** Objects that must exist before the lane starts, for a run of at most this length. */
  objects?(lane: Lane, durationMs: number): string[];
  request(lane: Lane, attempt: number, namespace: string): ProbeRequest;
  /** A second request that the attempt sends on the same connection once the first was answered with status 2xx. */
  thenRequest?(lane: Lane, attempt: number, namespace: string): HttpRequest;
  /** Reads a whole answer with status 2xx, of two requests the second's; throws where it is not what it should be. */
  read(body: string): Reading;
  /** A short reason out of the body of an answer with status 5xx. */
  reason?(body: string): string | undefined;
}

/** The operation of a name; only the files that a run needs are read. */
export async function loadOperation(name: string): Promise<HttpOperation> {
  const module: { default: HttpOperation } = await import(new URL(`./operations/${name}.ts`, import.meta.url).href);
  return module.default;
}

/** A lane of an operation as a scenario asks for it, with the operation's own defaults. */
export function laneOf(operation: HttpOperation, options: LaneOptions): LaneSpec {
  return {
    operation: operation.name,
    via: options.via ?? operation.vias[0],
    connection: options.connection ?? "new",
    hz: options.hz ?? 10,
    deadlineMs: options.deadlineMs ?? operation.deadlineMs,
  };
}
