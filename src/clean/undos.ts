import { existsSync } from "node:fs";
import { undoLogOf } from "../cluster/cluster-folder.ts";
import { labelledContainers, type OwnedCluster } from "../cluster/ownership.ts";
import { healOpenUndos } from "../healing/open-undos.ts";
import type { Engine } from "../host/engine.ts";
import { endDiedRuns } from "../journal/died-run.ts";
import { openUndoLog, type Undo } from "../journal/undo-log.ts";
import { messageOf } from "../model/errors.ts";
import { loadFault } from "../scenario/catalogue.ts";
import { toStderr } from "../terminal/output.ts";
import type { CleanUpAction } from "./clean-up-action.ts";

/** Takes back what is open in the undo logs of clusters that no living run uses; returns what was done and could not be. */
export async function finishUndos(
  engine: Engine,
  clusters: readonly OwnedCluster[],
  dryRun: boolean,
): Promise<CleanUpAction[]> {
  const actions: CleanUpAction[] = [];
  for (const { name } of clusters)
    if (existsSync(undoLogOf(name))) actions.push(...(await finish(engine, name, dryRun)));
  return actions;
}

async function finish(engine: Engine, cluster: string, dryRun: boolean): Promise<CleanUpAction[]> {
  const about = { what: "undo" as const, cluster };
  try {
    const log = openUndoLog(undoLogOf(cluster));
    try {
      const { open, problems } = log.read();
      const unknown = problems.map((detail) => ({ ...about, detail: `${undoLogOf(cluster)}: ${detail}`, ok: false }));
      if (dryRun) return [...unknown, ...open.map((undo) => ({ ...about, detail: describe(undo), ok: true }))];
      const healing = {
        by: "clean" as const,
        engine,
        log,
        present: (name: string) => labelledContainers(engine, name),
        loadFault,
        tell: (line: string) => toStderr(`${line}\n`),
      };
      const results = await healOpenUndos(healing);
      await endDiedRuns(log.read());
      return [
        ...unknown,
        ...results.map(({ undo, evidence }) => ({
          ...about,
          detail: `${describe(undo)}: ${evidence.detail}`,
          ok: evidence.proven,
        })),
      ];
    } finally {
      log.close();
    }
  } catch (error) {
    return [{ ...about, detail: messageOf(error), ok: false }];
  }
}

function describe({ id, fault, hits, folder }: Undo): string {
  return `${id} (${fault} on ${hits.map(({ node }) => node).join(", ")}) of ${folder}`;
}
