import { release } from "node:os";
import { type Ahead, aheadOf } from "../model/other-clock.ts";
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

/** What the engine tells, and by how much its clock is ahead of this one; nothing where none answers. */
export async function engineInfo(): Promise<{ engine: EngineInfo; clockAhead: Ahead | undefined }> {
  const [askedMs, begun] = [Date.now(), performance.now()];
  const result = await run(["docker", "info", "--format", "{{json .}}"], { timeoutMs: 10_000 }).catch(() => undefined);
  if (result === undefined || result.exitCode !== 0) return { engine: {}, clockAhead: undefined };
  const engine = JSON.parse(result.stdout) as EngineInfo;
  const toldMs = Date.parse(engine.SystemTime ?? "");
  const answeredMs = askedMs + performance.now() - begun;
  return { engine, clockAhead: Number.isNaN(toldMs) ? undefined : aheadOf({ toldMs, askedMs, answeredMs }, 1) };
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
