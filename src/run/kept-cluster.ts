import { describeUndo, loggedState } from "../healing/logged.ts";
import { healWholeCluster } from "../healing/whole-cluster.ts";
import type { Engine } from "../host/engine.ts";
import { loadFault, loadProcedure, namesOf } from "../scenario/catalogue.ts";

/**
 * Takes back what earlier runs left on a cluster that this process has claimed, and notes each thing; returns why
 * something is still left, in one line, or undefined. Throws as `healWholeCluster` does.
 */
export async function healKept(
  engine: Engine,
  name: string,
  signal: AbortSignal,
  note: (text: string) => void,
): Promise<string | undefined> {
  const found = await healWholeCluster({
    by: "next-run",
    engine,
    name,
    faults: await Promise.all(namesOf("fault").map(loadFault)),
    procedures: await Promise.all(namesOf("procedure").map(loadProcedure)),
    tell: (line) => note(`${name}: ${line}`),
    signal,
  });
  for (const { what, done, ok } of found)
    note(`${name}: an earlier run left ${what}: ${ok ? "taken back" : "not taken back"} (${done})`);
  const left = found.filter(({ ok }) => !ok).map(({ what, done }) => `${what}: ${done}`);
  return left.length === 0 ? undefined : `an earlier run left what could not be taken back: ${left.join("; ")}`;
}

/** What of a cluster's faults was never seen to be taken back, in words. */
export async function stillBroken(name: string): Promise<readonly string[]> {
  const { open, problems } = await loggedState(name);
  return [...open.map(describeUndo), ...problems];
}
