import { undoLogOf } from "../../../src/cluster/cluster-folder.ts";
import { openUndoLog, type Undo } from "../../../src/journal/undo-log.ts";

/** What the undo log of a cluster says is not taken back yet. */
export function openUndos(cluster: string): readonly Undo[] {
  const log = openUndoLog(undoLogOf(cluster));
  try {
    return log.read().open;
  } finally {
    log.close();
  }
}
