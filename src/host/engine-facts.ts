import { release } from "node:os";
import { run } from "./command.ts";
import { chosenEngine } from "./docker/context.ts";
import { isOnThisHost } from "./docker/endpoint.ts";
import { readVersion, whyOther } from "./docker/other-engine.ts";

/** What of `docker info` is read. */
export interface EngineInfo {
  readonly OperatingSystem?: string;
  readonly SystemTime?: string;
  readonly CgroupVersion?: string;
  readonly KernelVersion?: string;
  readonly NCPU?: number;
  readonly MemTotal?: number;
  readonly DockerRootDir?: string;
}

/** What the engine tells, and by how much its clock is ahead of this one, milliseconds; nothing where none answers. */
export async function engineInfo(): Promise<{ engine: EngineInfo; clockAheadMs: number | undefined }> {
  const askedMs = Date.now();
  const result = await run(["docker", "info", "--format", "{{json .}}"], { timeoutMs: 10_000 }).catch(() => undefined);
  if (result === undefined || result.exitCode !== 0) return { engine: {}, clockAheadMs: undefined };
  const engine = JSON.parse(result.stdout) as EngineInfo;
  // It read its clock at some moment between question and answer.
  const aheadMs = Date.parse(engine.SystemTime ?? "") - (askedMs + Date.now()) / 2;
  return { engine, clockAheadMs: Number.isNaN(aheadMs) ? undefined : aheadMs };
}

/** Engines that are in a virtual machine or a distribution of their own, as they name their system. */
const elsewhere = /^(?:Docker|Rancher) Desktop\b/;

/**
 * Whether an engine is on this very machine. One of Docker Desktop or Rancher Desktop never is, also where its virtual
 * machine has the same kernel (WSL2); nor one that is reached at another host's address.
 */
export function isLocal(
  { KernelVersion, OperatingSystem = "" }: Pick<EngineInfo, "KernelVersion" | "OperatingSystem">,
  choose = chosenEngine,
): boolean {
  if (KernelVersion === undefined) return true;
  if (KernelVersion !== release() || elsewhere.test(OperatingSystem)) return false;
  try {
    return isOnThisHost(choose().endpoint);
  } catch {
    // Docker's own command found one that we refuse to use: what is wrong with it is told where it is used.
    return true;
  }
}

/** Why nothing can be measured on the engine that was chosen, since it is another than Docker; undefined where it is. */
export async function whyNotDocker(): Promise<string | undefined> {
  const version = ["docker", "version", "--format", "{{json .}}"];
  const result = await run(version, { timeoutMs: 10_000 }).catch(() => undefined);
  const answer = readVersion(result?.stdout ?? "");
  return answer && whyOther(answer);
}
