import { processLabel } from "../host/docker/own-containers.ts";
import type { Engine } from "../host/engine.ts";
import { isOwnProcess } from "../host/process-start.ts";
import type { CleanUpAction } from "./clean-up-action.ts";

/** What is done about them. */
export interface LostContainerOptions {
  /** Whether those of other machines, and of this one before it started anew, go too. */
  readonly all: boolean;
  readonly dryRun: boolean;
}

/**
 * Removes containers that lived for a process of the harness and outlived it, since they hang. One of another machine's
 * process may be in use: it stays unless it is said that all go.
 */
export async function removeLostContainers(
  engine: Engine,
  { all, dryRun }: LostContainerOptions,
): Promise<CleanUpAction[]> {
  const actions: CleanUpAction[] = [];
  for (const { id, name, labels } of await engine.containers.labelled(processLabel)) {
    const lives = isOwnProcess(labels[processLabel] ?? "");
    if (lives === true) continue;
    const detail = "a container that lives as long as a process of the harness";
    if (lives === undefined && !all) {
      const why = "because nobody knows whose it is; --all removes it";
      actions.push({ what: "keep", cluster: name, detail: `${detail}, ${why}`, ok: true });
      continue;
    }
    if (!dryRun) await engine.containers.remove(id);
    actions.push({ what: "delete", cluster: name, detail, ok: true });
  }
  return actions;
}
