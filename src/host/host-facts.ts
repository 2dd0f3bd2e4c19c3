import { statfs } from "node:fs/promises";
import { availableParallelism, release, totalmem } from "node:os";
import type { Ahead } from "../model/other-clock.ts";
import { cacheFolder } from "./cache-folder.ts";
import { type EngineInfo, engineInfo, isLocal, whyNotDocker } from "./engine-facts.ts";
import { type Feature, kernelFeatures } from "./kernel-features.ts";
import { systemText } from "./system-text.ts";

/** What the machine that runs the containers offers; undefined is what it does not tell. */
export interface HostFacts {
  /** Why nothing can be measured on the engine that was chosen, since it is another than Docker. */
  readonly notDocker: string | undefined;
  readonly cgroup: "v1" | "v2";
  readonly kernel: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** True when the containers run on this very machine, and not in a virtual machine or on another host. */
  readonly isLocalEngine: boolean;
  /** Capabilities that clusters or faults use and this machine withholds. */
  readonly missingCapabilities: readonly string[];
  readonly openFileLimit: number | undefined;
  readonly inotifyInstances: number | undefined;
  readonly inotifyWatches: number | undefined;
  /** By how much the clock of the engine's machine is ahead of this one's. */
  readonly clockAhead: Ahead | undefined;
  /** Least free space among the folders that setup and clusters write to, as far as that is told, bytes. */
  readonly diskFreeBytes: number | undefined;
  /** Whether that of the engine's machine is among it. */
  readonly hasEngineDisk: boolean;
  readonly features: readonly Feature[];
}

/** Capabilities by their bit in /proc/self/status, from linux/capability.h. */
const CAPABILITIES: Readonly<Record<string, number>> = {
  CAP_KILL: 5,
  CAP_NET_ADMIN: 12,
  CAP_SYS_PTRACE: 19,
  CAP_SYS_ADMIN: 21,
  CAP_SYS_RESOURCE: 24,
};

/** Reads what the engine and the kernel tell; changes nothing. Without an engine it describes this machine. */
export async function hostFacts(): Promise<HostFacts> {
  const [{ engine, clockAhead }, notDocker] = await Promise.all([engineInfo(), whyNotDocker()]);
  const isLocalEngine = isLocal(engine);
  const cgroup = cgroupVersion(engine);
  const local = <T>(value: T): T | undefined => (isLocalEngine ? value : undefined);
  return {
    notDocker,
    cgroup,
    kernel: engine.KernelVersion ?? release(),
    cpus: engine.NCPU ?? availableParallelism(),
    memoryBytes: engine.MemTotal ?? totalmem(),
    isLocalEngine,
    missingCapabilities: isLocalEngine ? missingCapabilities(systemText("/proc/self/status")) : [],
    openFileLimit: local(openFileLimit(systemText("/proc/self/limits"))),
    inotifyInstances: local(readNumber("/proc/sys/fs/inotify/max_user_instances")),
    inotifyWatches: local(readNumber("/proc/sys/fs/inotify/max_user_watches")),
    clockAhead,
    // A folder of another machine may be here by the same name, and say nothing of it.
    diskFreeBytes: await freeBytes([
      cacheFolder(),
      ...(isLocalEngine ? [engine.DockerRootDir ?? "/var/lib/docker"] : []),
    ]),
    hasEngineDisk: isLocalEngine,
    features: kernelFeatures(isLocalEngine, cgroup),
  };
}

/** The version of control groups by the engine's word, else this machine's; v1 beside v2 is v1. */
export function cgroupVersion(engine: Pick<EngineInfo, "CgroupVersion">): "v1" | "v2" {
  if (engine.CgroupVersion) return engine.CgroupVersion === "1" ? "v1" : "v2";
  return systemText("/sys/fs/cgroup/cgroup.controllers") === undefined ? "v1" : "v2";
}

/** Names the capabilities that are outside the bounding set in a /proc/self/status. */
export function missingCapabilities(status: string | undefined): string[] {
  const mask = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status ?? "")?.[1];
  if (mask === undefined) return [];
  const bits = BigInt(`0x${mask}`);
  return Object.entries(CAPABILITIES)
    .filter(([, bit]) => ((bits >> BigInt(bit)) & 1n) === 0n)
    .map(([name]) => name);
}

/** The hard limit of open files in a /proc/self/limits. */
export function openFileLimit(limits: string | undefined): number | undefined {
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits ?? "")?.[1];
  if (hard === undefined) return undefined;
  return hard === "unlimited" ? Number.POSITIVE_INFINITY : Number(hard);
}

/**
 * The least free space of the file systems that hold the folders; a folder that does not exist counts by its parent.
 */
async function freeBytes(folders: readonly string[]): Promise<number | undefined> {
  const sizes = await Promise.all(folders.map(freeAt));
  const known = sizes.filter((size) => size !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

async function freeAt(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    // Not made yet: what matters is the file system it will be on.
    return folder === "/" || folder === "" ? undefined : freeAt(folder.slice(0, folder.lastIndexOf("/")) || "/");
  }
}

function readNumber(path: string): number | undefined {
  const text = systemText(path);
  return text === undefined ? undefined : Number(text.trim());
}
