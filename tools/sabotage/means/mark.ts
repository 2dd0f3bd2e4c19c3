import type { Engine } from "../../../src/host/engine.ts";
import { inNode } from "./in-node.ts";

/** On the first control plane: it lasts as long as the cluster does, over restarts, and whoever comes next finds it. */
const file = "/kind-chaos-sabotage";

const place = (cluster: string) => `${cluster}-control-plane`;

/** Marks a cluster as one that a sabotage strikes, before it does: what a campaign that died left is found by it. */
export async function mark(engine: Engine, cluster: string): Promise<void> {
  await inNode(engine, place(cluster), `touch ${file}`);
}

/** Removes the mark: all that was struck is taken back. */
export async function unmark(engine: Engine, cluster: string): Promise<void> {
  await inNode(engine, place(cluster), `rm -f ${file}`);
}

/** Whether a sabotage may not have been taken back on a cluster that stands; a look that did not run shows nothing. */
export async function isMarked(engine: Engine, cluster: string): Promise<boolean> {
  const words = ["sh", "-c", `[ ! -e ${file} ]`];
  return engine.exec(place(cluster), words, 10_000).then(
    ({ exitCode }) => exitCode !== 0,
    () => true,
  );
}
