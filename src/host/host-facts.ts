import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { availableParallelism, release, totalmem } from "node:os";
import { cacheFolder } from "./cache-folder.ts";
import { run } from "./command.ts";
import { chosenEngine } from "./docker/context.ts";
import { isOnThisHost } from "./docker/endpoint.ts";
import { readVersion, whyOther } from "./docker/other-engine.ts";
import { type Feature, kernelFeatures } from "./kernel-features.ts";

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
  /** By how much the clock of the engine's machine is ahead of this one's, milliseconds. */
  readonly clockAheadMs: number | undefined;
  /** Least free space among the folders on this machine that setup and clusters write to, bytes. */
  readonly diskFreeBytes: number | undefined;
  readonly features: readonly Feature[];
}

interface EngineInfo {
  readonly OperatingSystem?: string;
  readonly SystemTime?: string;
  readonly CgroupVersion?: string;
  readonly KernelVersion?: string;
  readonly NCPU?: number;
  readonly MemTotal?: number;
  readonly DockerRootDir?: string;
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
  const [{ engine, clockAheadMs }, notDocker] = await Promise.all([engineInfo(), whyNotDocker()]);
  const isLocalEngine = isLocal(engine);
  const local = <T>(value: T): T | undefined => (isLocalEngine ? value : undefined);
  return {
    notDocker,
    cgroup: cgroupVersion(engine),
    kernel: engine.KernelVersion ?? release(),
    cpus: engine.NCPU ?? availableParallelism(),
    memoryBytes: engine.MemTotal ?? totalmem(),
    isLocalEngine,
    missingCapabilities: isLocalEngine ? missingCapabilities(readText("/proc/self/status")) : [],
    openFileLimit: local(openFileLimit(readText("/proc/self/limits"))),
    inotifyInstances: local(readNumber("/proc/sys/fs/inotify/max_user_instances")),
    inotifyWatches: local(readNumber("/proc/sys/fs/inotify/max_user_watches")),
    clockAheadMs,
    // A folder of another machine may be here by the same name, and say nothing of it.
    diskFreeBytes: await freeBytes([
      cacheFolder(),
      ...(isLocalEngine ? [engine.DockerRootDir ?? "/var/lib/docker"] : []),
    ]),
    features: kernelFeatures(isLocalEngine),
  };
}

async function engineInfo(): Promise<{ engine: EngineInfo; clockAheadMs: number | undefined }> {
  const askedMs = Date.now();
  const result = await run(["docker", "info", "--format", "{{json .}}"], { timeoutMs: 10_000 }).catch(() => undefined);
  if (result === undefined || result.exitCode !== 0) return { engine: {}, clockAheadMs: undefined };
  const engine = JSON.parse(result.stdout) as EngineInfo;
  // It read its clock at some moment between question and answer.
  const aheadMs = Date.parse(engine.SystemTime ?? "") - (askedMs + Date.now()) / 2;
  return { engine, clockAheadMs: Number.isNaN(aheadMs) ? undefined : aheadMs };
}

/**
 * Whether an engine is on this very machine. One of Docker Desktop never is, also where its virtual machine has the same
 * kernel (WSL2); nor one that is reached at another host's address.
 */
export function isLocal(engine: Pick<EngineInfo, "KernelVersion" | "OperatingSystem">, choose = chosenEngine): boolean {
  if (engine.KernelVersion === undefined) return true;
  if (engine.KernelVersion !== release() || engine.OperatingSystem === "Docker Desktop") return false;
  try {
    return isOnThisHost(choose().endpoint);
  } catch {
    // Docker's own command found one that we refuse to use: what is wrong with it is told where it is used.
    return true;
  }
}

async function whyNotDocker(): Promise<string | undefined> {
  const version = ["docker", "version", "--format", "{{json .}}"];
  const result = await run(version, { timeoutMs: 10_000 }).catch(() => undefined);
  const answer = readVersion(result?.stdout ?? "");
  return answer && whyOther(answer);
}

function cgroupVersion(engine: EngineInfo): "v1" | "v2" {
  if (engine.CgroupVersion) return engine.CgroupVersion === "1" ? "v1" : "v2";
  return readText("/sys/fs/cgroup/cgroup.controllers") === undefined ? "v1" : "v2";
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

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Another system than Linux, or an older kernel: unknown is an answer.
    return undefined;
  }
}

function readNumber(path: string): number | undefined {
  const text = readText(path);
  return text === undefined ? undefined : Number(text.trim());
}
