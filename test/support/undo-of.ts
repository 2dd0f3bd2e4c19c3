import type { Undo } from "../../src/journal/undo-log.ts";
import { cluster } from "./recording-runtime.ts";

/** An undo of a frozen control plane that no engine has. */
export function undoOf(id: string, strike: string = crypto.randomUUID()): Undo {
  const at = "2026-11-23T11:00:00.000Z";
  const hits = [{ node: "kc-x-control-plane", captured: { startedAt: "then" } }];
  return { strike, id, folder: "/runs/a", at, cluster, fault: "node-pause", params: {}, hits };
}
