import { labelledContainers, softwareRole } from "../cluster/ownership.ts";
import { roleLabel } from "../host/docker/own-containers.ts";
import type { Engine } from "../host/engine.ts";
import { messageOf } from "../model/errors.ts";
import type { Found } from "./found.ts";

/**
 * Removes the containers that lent a run their files which was killed before it gave them back: they are no nodes, so
 * nothing else finds them. Returns what was found.
 */
export async function removeLent(engine: Engine, cluster: string, dryRun: boolean): Promise<Found[]> {
  const all = await labelledContainers(engine, cluster);
  const lent = all.filter(({ labels }) => labels[roleLabel] === softwareRole);
  return Promise.all(
    lent.map(async ({ id, name }): Promise<Found> => {
      const [what, command] = [`${name}: a container that lent its files`, `docker rm -fv ${name}`];
      try {
        if (!dryRun) await engine.containers.remove(id);
        return { what, done: command, ok: true };
      } catch (error) {
        return { what, done: `${messageOf(error)}; by hand: ${command}`, ok: false };
      }
    }),
  );
}
