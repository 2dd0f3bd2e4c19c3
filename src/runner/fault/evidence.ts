import { proveOnAll } from "../../healing/proof.ts";
import type { RunContext } from "../context.ts";
import { type Injected, sinceBegun } from "./injected.ts";

/** Looks on all nodes until the fault is seen to be active and journals what was seen, and when it was struck; returns whether it is. */
export async function proveActive(
  run: RunContext,
  injected: Injected,
  timeoutMs: number,
  struck: { readonly struckMs?: number } = {},
): Promise<boolean> {
  const { id, definition, params, runtime, hits } = injected;
  const evidence = await proveOnAll("active", timeoutMs, hits, ({ context, captured }) =>
    definition.active(runtime, context, params, captured),
  );
  run.emit({ type: "fault-active", id, evidence, sinceMs: sinceBegun(injected, run), ...struck });
  return evidence.proven;
}
