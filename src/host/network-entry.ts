import { existsSync } from "node:fs";
import { join } from "node:path";
import type { HostFacts } from "./host-facts.ts";

/**
 * Why a process here cannot enter a container's network, as lanes from inside the cluster do; undefined where it can.
 */
export function networkEntryProblem(
  facts: Pick<HostFacts, "isLocalEngine" | "missingCapabilities">,
): string | undefined {
  if (process.platform !== "linux") return "this machine is not Linux";
  if (!facts.isLocalEngine) return "the containers run on another machine or in a virtual machine";
  if (process.getuid?.() !== 0) return "this is not root";
  if (facts.missingCapabilities.includes("CAP_SYS_ADMIN")) return "CAP_SYS_ADMIN is missing";
  const found = (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, "nsenter")));
  return found ? undefined : "nsenter is not on PATH";
}
