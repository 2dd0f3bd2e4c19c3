import { basename } from "node:path";
import { type OwnedCluster, withPrefix } from "../cluster/ownership.ts";
import type { Engine } from "../host/engine.ts";
import { openUndoLog, type Undo, unfinishedUndos } from "../journal/undo-log.ts";
import { type Action, describeAction } from "../model/action.ts";
import { messageOf } from "../model/errors.ts";
import type { CleanUpAction } from "./clean-up-action.ts";
import { runFolders } from "./run-namespaces.ts";

/** Which undos are finished. */
export interface UndoOptions {
  readonly reports: string;
  /** Those of this cluster only, with or without the harness's prefix. */
  readonly cluster?: string;
  readonly dryRun?: boolean;
}

/**
 * Takes back what is open in the undo logs, for clusters that no living run uses; returns what was done and could not
 * be done.
 */
export async function finishUndos(
  engine: Engine,
  options: UndoOptions,
  clusters: readonly OwnedCluster[],
  inUse: ReadonlySet<string>,
): Promise<CleanUpAction[]> {
  const actions: CleanUpAction[] = [];
  for (const folder of runFolders(options.reports)) {
    const open = openUndos(folder);
    if ("problem" in open) actions.push({ what: "undo", cluster: "unknown", detail: open.problem, ok: false });
    for (const undo of "problem" in open ? [] : open) {
      if (options.cluster !== undefined && undo.cluster !== withPrefix(options.cluster)) continue;
      if (inUse.has(undo.cluster)) continue;
      const cluster = clusters.find(({ name }) => name === undo.cluster);
      actions.push(await finishUndo(engine, options, folder, undo, cluster));
    }
  }
  return actions;
}

/** One folder whose log cannot be read keeps nobody from taking back the rest. */
function openUndos(folder: string): readonly Undo[] | { readonly problem: string } {
  try {
    return unfinishedUndos(folder);
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

async function finishUndo(
  engine: Engine,
  options: UndoOptions,
  folder: string,
  undo: Undo,
  cluster: OwnedCluster | undefined,
): Promise<CleanUpAction> {
  const about = { what: "undo" as const, cluster: undo.cluster };
  const name = `${undo.id} of ${basename(folder)}`;
  try {
    // Only containers that are still there, and of a cluster with the harness's and kind's labels, are touched.
    const actions = undo.actions.filter((action) => cluster?.containers.includes(action.node));
    if (options.dryRun)
      return {
        ...about,
        detail: `${name}: ${actions.map(describeAction).join("; ") || "nothing left to undo"}`,
        ok: true,
      };
    const problems = await carryOut((action) => engine.act(action), actions);
    if (problems.length > 0) return { ...about, detail: `${name}: ${problems.join("; ")}`, ok: false };
    openUndoLog(folder).done(undo.id);
    return {
      ...about,
      detail: `${name}: ${actions.length === 0 ? "its cluster is gone" : actions.map(describeAction).join("; ")}`,
      ok: true,
    };
  } catch (error) {
    return { ...about, detail: `${name}: ${messageOf(error)}`, ok: false };
  }
}

/**
 * Carries out undo actions in order. What fails on one node keeps back that node's further actions and no other's: a
 * node that cannot be healed must not leave the rest broken. Returns the reasons of what failed.
 */
export async function carryOut(act: (action: Action) => Promise<void>, actions: readonly Action[]): Promise<string[]> {
  const failed = new Map<string, string>();
  for (const action of actions) {
    if (failed.has(action.node)) continue;
    try {
      await act(action);
    } catch (error) {
      // Told at the end, when everything else that can be healed is.
      failed.set(action.node, messageOf(error));
    }
  }
  return [...failed.values()];
}
