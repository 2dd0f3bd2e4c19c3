import { z } from "zod";
import { type NoParams, noParams } from "../model/params.ts";
import type { Found, TargetDefinition } from "../model/target.ts";

/**
 * Makes the probes' reused connections leave the nodes first: a connection held by the API server beside a lost etcd
 * member fails with it, which is judged by itself.
 */
export const avoidReusedConnections = z.boolean().optional();

/** The options of a role whose nodes reused connections can leave. */
export interface ReuseOptions {
  readonly avoidReusedConnections?: boolean;
}

/** The parameters of a role that has no others. */
export const reuseParams = z.strictObject({ avoidReusedConnections });

/** A place in an order, counted from 1, or a number of nodes. */
export const positive = z.int().positive();

type Defaulted = "params" | "missing" | "nodeRoles" | "count" | "avoidsReusedConnections";

/**
 * Makes a target: without parameters, one control plane, possible on every topology, unless the role says otherwise.
 * Reused connections leave its nodes where the parameter `avoidReusedConnections` says so.
 */
export function defineTarget<Params = NoParams>(
  target: Omit<TargetDefinition<Params>, Defaulted> & Partial<Pick<TargetDefinition<Params>, Defaulted>>,
): TargetDefinition<Params> {
  return {
    // A role that names no schema has no parameters: its type is that of none.
    params: noParams as unknown as z.ZodType<Params>,
    missing: () => undefined,
    nodeRoles: () => ["control-plane"],
    count: () => 1,
    avoidsReusedConnections: (params) => (params as ReuseOptions).avoidReusedConnections === true,
    ...target,
  };
}

/** The nodes that are there of those that were looked for; the reason where none is. */
export function foundOr<Node>(nodes: readonly (Node | undefined)[], otherwise: string): readonly Node[] | string {
  const found = nodes.filter((node) => node !== undefined);
  return found.length > 0 ? found : otherwise;
}

/** Whether nodes were found, and no reason. */
export function isFound(found: Found): found is Exclude<Found, string> {
  return typeof found !== "string";
}
