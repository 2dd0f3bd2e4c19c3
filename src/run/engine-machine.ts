import type { ClusterSpec } from "../cluster/cluster-spec.ts";
import { engineInfo, isLocal } from "../host/engine-facts.ts";
import { type FarMachine, startFarMachine } from "../host/far-machine.ts";
import { farMeter, type MachineMeter, machineMeter } from "../host/machine-meter.ts";
import { messageOf } from "../model/errors.ts";
import type { Recording } from "../runner/run-request.ts";

/**
 * Does something with what measures the machine that carries a cluster: this one, or the engine's, where that is another.
 * That it is another is noted, and what it does not tell is not measured.
 */
export async function onEngineMachine<Result>(
  { existing, nodeImage }: Pick<ClusterSpec, "existing" | "nodeImage">,
  { emit }: Pick<Recording, "emit">,
  work: (newMeter: () => MachineMeter) => Promise<Result>,
): Promise<Result> {
  const { engine } = await engineInfo();
  if (isLocal(engine)) return work(machineMeter);
  const far = await lookThere(existing?.nodeImageId ?? nodeImage, (text) => emit({ type: "note", text }));
  try {
    return await work(() => farMeter(() => far?.counters()));
  } finally {
    await far?.stop();
  }
}

async function lookThere(image: string, note: (text: string) => void): Promise<FarMachine | undefined> {
  try {
    const far = await startFarMachine(image);
    note("CPU, what a host took of it, and pressure are those of the engine's machine, which is not this one");
    return far;
  } catch (error) {
    note(messageOf(error));
    return undefined;
  }
}
