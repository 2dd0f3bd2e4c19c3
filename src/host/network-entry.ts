import { existsSync } from "node:fs";
import { join } from "node:path";
import { isApart } from "./apart.ts";
import { type HostFacts, missingCapabilities } from "./host-facts.ts";
import { ownForeignLibrary } from "./node-libraries.ts";
import { systemText } from "./system-text.ts";

/** How a process gets into a container's network: by itself, which takes root, or in a container of ours beside it. */
export type NetworkWay = "nsenter" | "container";

/** What decides how it gets there. */
export interface EntryFacts {
  readonly platform: string;
  readonly isRoot: boolean;
  /** Whether the kernel lets this process, if it is root's, enter what belongs to others. */
  readonly mayEnter: boolean;
  readonly hasNsenter: boolean;
  /** Whether this process is in a container itself, so that the engine's machine has not its files. */
  readonly isApart: boolean;
  /** A library that this Node.js needs and a container of the node image lacks. */
  readonly foreignLibrary: string | undefined;
  /** The way that a person asked for. */
  readonly wished: string | undefined;
}

let known: EntryFacts | undefined;

/** What this process is told once for all: a list asks it for each scenario. */
function ownFacts(): EntryFacts {
  known ??= entryFacts();
  return known;
}

/** Looks at this process and its machine. */
function entryFacts(env: NodeJS.ProcessEnv = process.env): EntryFacts {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    mayEnter: !missingCapabilities(systemText("/proc/self/status")).includes("CAP_SYS_ADMIN"),
    hasNsenter: (env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, "nsenter"))),
    isApart: isApart(env),
    foreignLibrary: ownForeignLibrary(env),
    wished: env.KIND_CHAOS_NETWORK_ENTRY,
  };
}

/** By which way lanes from inside the cluster get into a worker's network; where by none, why. */
export function networkWay(
  { isLocalEngine }: Pick<HostFacts, "isLocalEngine">,
  facts: EntryFacts = ownFacts(),
): { readonly way: NetworkWay; readonly why?: string } | { readonly problem: string } {
  const { foreignLibrary: lacking, wished } = facts;
  if (wished && wished !== "container")
    return { problem: `KIND_CHAOS_NETWORK_ENTRY is "${wished}": say container, or leave it out` };
  if (facts.platform !== "linux") return { problem: "this machine is not Linux" };
  if (!isLocalEngine) return { problem: "the containers run on another machine or in a virtual machine" };
  const why = whyNotByItself(facts);
  if (why === undefined) return { way: "nsenter" };
  if (facts.isApart) return { problem: `${why}, and this is a container itself` };
  if (lacking !== undefined)
    return { problem: `${why}, and this Node.js needs ${lacking}, which nodes lack: take one of nodejs.org` };
  return { way: "container", why };
}

/** Why a process here cannot enter a container's network, as lanes from inside the cluster do; undefined where it can. */
export function networkEntryProblem(host: Pick<HostFacts, "isLocalEngine">): string | undefined {
  const entry = networkWay(host);
  return "problem" in entry ? entry.problem : undefined;
}

function whyNotByItself({ isRoot, mayEnter, hasNsenter, wished }: EntryFacts): string | undefined {
  if (wished === "container") return "KIND_CHAOS_NETWORK_ENTRY says so";
  if (!isRoot) return "this is not root";
  if (!mayEnter) return "CAP_SYS_ADMIN is missing";
  return hasNsenter ? undefined : "nsenter is not on PATH";
}
