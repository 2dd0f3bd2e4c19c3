import type { Engine } from "../../host/engine.ts";
import { PlatformError } from "../../model/errors.ts";
import { noteAddresses } from "../addresses.ts";
import { adoptedOf, notedOf, writeAdoption } from "./adoption.ts";
import type { ClusterState } from "./cluster-state.ts";
import type { ExistingCluster } from "./existing-cluster.ts";
import { readState } from "./read-state.ts";

/**
 * Notes on the disk how a cluster is before it is used. Where a run that died noted it of the same containers, that
 * counts: the cluster is to be as it was before the first. Throws PlatformError where its state cannot be read, where it
 * is not whole, and where it is in the middle of an upgrade.
 */
export async function adopt(engine: Engine, { name, network, nodes, pins }: ExistingCluster): Promise<void> {
  if ((await notedOf(engine, name, nodes)) !== undefined) return;
  if (pins === undefined)
    throw new PlatformError("not-pinned", `whether ${network} takes addresses was not tried while another used it`);
  const noted = { cluster: name, network, pins, nodes: [...nodes] };
  const before = await readState(engine.adopting(adoptedOf(noted)), nodes);
  const resting = restingIn(before);
  if (resting.length > 0)
    throw new PlatformError("cluster-state", `${name} is not whole any more: ${resting.join(", ")}`);
  const versions = kubeletsOf(before);
  if (versions.length > 1)
    throw new PlatformError("mixed-versions", `its kubelets are of ${versions.join(" and ")}: end its upgrade first`);
  noteAddresses(name, nodes);
  writeAdoption({ ...noted, engine: await engine.identity(), before });
}

function kubeletsOf({ nodes }: ClusterState): string[] {
  return [...new Set(Object.values(nodes).map(({ kubelet }) => kubelet))].toSorted();
}

/** Its containers that do not run, or are paused, each with what it does instead. */
function restingIn({ containers }: ClusterState): string[] {
  return Object.entries(containers).flatMap(([name, { state }]) =>
    state === "running" ? [] : [`${name} is ${state}`],
  );
}
