import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import { kindClusterLabel } from "../host/docker/own-containers.ts";
import { killProcess, type Process, readProcesses } from "../host/processes.ts";

/** How long clients of the engine may take to make nodes, milliseconds: six at once took 3 s on 2 idle cores. */
const makingMs = 60_000;
const lookEveryMs = 250;

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

/** Those of all processes that create this cluster as the harness does it with kind, although the harness is gone. */
export function orphanedKinds(processes: readonly Process[], cluster: string): Process[] {
  const byPid = new Map(processes.map((one) => [one.pid, one]));
  return processes
    .filter(({ words }) => isKind(words, cluster))
    .filter(({ parent }) => isInit(parent) || !byPid.get(parent)?.words.some((word) => /^node/.test(basename(word))));
}

/** Ends what a creation that was cut short still does: a kind without its harness is killed, the nodes are made. */
export async function endCreation(cluster: string): Promise<void> {
  for (const { pid } of orphanedKinds(processesIfTold(), cluster)) killProcess(pid);
  const end = performance.now() + makingMs;
  const isMaking = () => processesIfTold().some(({ words }) => makesNode(words, cluster));
  while (performance.now() < end && isMaking()) await setTimeout(lookEveryMs);
}

function isKind(words: readonly string[], cluster: string): boolean {
  const at = words.indexOf("create");
  const isCommand = words.slice(at, at + 4).join(" ") === `create cluster --name ${cluster}`;
  return isCommand && words.includes("--retain") && words.includes("--verbosity");
}

/** Whether it is the process that takes over those whose parent has ended. */
function isInit(pid: number): boolean {
  return pid === 1 && process.pid !== 1;
}

/** None where the system tells of none: then the looks of the deletion are all that there is. */
function processesIfTold(): Process[] {
  try {
    return readProcesses();
  } catch {
    return [];
  }
}
