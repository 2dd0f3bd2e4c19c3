import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import { kindClusterLabel } from "../host/docker/own-containers.ts";
import { type Process, readProcesses } from "../host/processes.ts";

/** How long clients of the engine may take to make nodes, milliseconds: six at once took 3 s on 2 idle cores. */
const makingMs = 60_000;
const lookEveryMs = 50;

/**
 * Whether a process, by its words, is a client of the engine that makes a node, of this cluster where one is named. The
 * engine makes a container to its end although the client is killed, and lists it only then: none but a client that is
 * left alone tells when.
 */
export function makesNode(words: readonly string[], cluster?: string): boolean {
  const isLabel = (word: string) =>
    cluster === undefined ? word.startsWith(`${kindClusterLabel}=`) : word === `${kindClusterLabel}=${cluster}`;
  return words.includes("run") && words.some(isLabel);
}

/** Those of all processes that create this cluster with kind although the harness that began it is gone. */
export function orphanedKinds(processes: readonly Process[], cluster: string): Process[] {
  const commands = new Map(processes.map(({ pid, words: [command = ""] }) => [pid, basename(command)]));
  return processes
    .filter(({ words }) => `${words.join(" ")} `.includes(` create cluster --name ${cluster} `))
    .filter(({ parent }) => !/^node/.test(commands.get(parent) ?? ""));
}

/** Ends what a creation that was cut short still does: a kind without its harness is killed, the nodes are made. */
export async function endCreation(cluster: string): Promise<void> {
  for (const { pid } of orphanedKinds(readProcesses(), cluster)) kill(pid);
  const end = performance.now() + makingMs;
  const isMaking = () => readProcesses().some(({ words }) => makesNode(words, cluster));
  while (performance.now() < end && isMaking()) await setTimeout(lookEveryMs);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has just ended.
  }
}
