import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { onTestFinished, vi } from "vitest";
import { claimFileOf, makeClusterFolder } from "../../src/cluster/cluster-folder.ts";
import { bootId, processStart } from "../../src/host/process-start.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Gives this test a cache folder of its own. */
export function ownCache(): string {
  const folder = temporaryFolder();
  vi.stubEnv("KIND_CHAOS_CACHE", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return folder;
}

/** A process that lives until the test is over, or is killed. */
export function livingProcess(): { pid: number; die(): Promise<void> } {
  const child = spawn("sleep", ["600"]);
  const died = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  onTestFinished(() => void child.kill("SIGKILL"));
  const die = () => {
    child.kill("SIGKILL");
    return died;
  };
  return { pid: child.pid as number, die };
}

/** Writes a claim as the process of that number would have. */
export function claimOf(cluster: string, pid: number, kept: boolean, engine = ""): void {
  makeClusterFolder(cluster);
  const claim = {
    cluster,
    pid,
    started: processStart(pid) ?? "1",
    boot: bootId(),
    folder: "/runs/other",
    kept,
    engine,
  };
  writeFileSync(claimFileOf(cluster), JSON.stringify(claim));
}
