import { claimCluster, isAlive, readClaim, releaseClaim } from "../cluster/claims.ts";
import { type Adoption, adoptedOf, readAdoption } from "../cluster/existing/adoption.ts";
import { notAsBefore, takeOwnAway } from "../cluster/existing/give-back.ts";
import { mustBeAlone, removeRelays } from "../cluster/existing/relay.ts";
import { labelledContainers } from "../cluster/ownership.ts";
import { noteGone } from "../healing/logged.ts";
import type { Engine } from "../host/engine.ts";
import { messageOf } from "../model/errors.ts";
import { toStderr } from "../terminal/output.ts";
import type { CleanUpAction } from "./clean-up-action.ts";
import { cleanLeftovers } from "./cluster-leftovers.ts";
import { type ClusterOptions, inUse } from "./clusters.ts";
import { relaysOf } from "./lost-relays.ts";

/** How such clusters are cleaned. */
export interface ExistingOptions extends Omit<ClusterOptions, "all"> {
  /** Whether it is taken as it is, whatever differs: only where a person says so of this very one. */
  readonly takes: boolean;
  /** How long one gets to be as it was before, milliseconds; the usual time where it is not given. */
  readonly asBeforeMs?: number;
}

/**
 * Cleans a cluster that kind made without the harness, and that a run which died did not give back: heals it, takes the
 * harness's own things off it, and compares it with what it was. It is never deleted. One of another engine is named only.
 */
export async function cleanExisting(engine: Engine, name: string, options: ExistingOptions): Promise<CleanUpAction[]> {
  let adoption: Adoption | undefined;
  try {
    adoption = readAdoption(name);
  } catch (error) {
    return [{ what: "undo", cluster: name, detail: messageOf(error), ok: false }];
  }
  if (adoption === undefined) return [];
  if (adoption.engine !== (await engine.identity())) return [kept(name, "it is on another engine: clean it there")];
  if (options.dryRun) return wouldClean(engine, adoption, options);
  if (!(await claimCluster(name, { folder: "clean", engine: adoption.engine, isThere: true }))) {
    const other = readClaim(name);
    return other === undefined ? [] : [inUse(other)];
  }
  let isOver = false;
  try {
    if (!(await isThere(engine, adoption))) {
      const gone = await forget(engine, name);
      isOver = true;
      return gone;
    }
    await mustBeAlone(engine, name);
    const found = await heal(engine, adoption, options);
    if (options.undoOnly) return found;
    const relays = await relaysOf(engine, name);
    const isHealed = found.every(({ ok }) => ok);
    // What a fault keeps in the nodes may be needed to take it back.
    await (isHealed ? takeOwnAway(engine, adoption) : removeRelays(engine, name));
    // What is taken as it is is looked at once.
    const left = isHealed ? await notAsBefore(engine, adoption, options.takes ? 0 : options.asBeforeMs) : [];
    const isBack = isHealed && left.length === 0;
    isOver = isBack || options.takes;
    const differences = left.map((line) => different(name, line, options.takes));
    const end = isBack ? "given back as it was" : "taken as it is, as --all says";
    return [...found, ...relays, ...differences, ...(isOver ? [kept(name, end)] : [])];
  } catch (error) {
    return [{ what: "undo", cluster: name, detail: messageOf(error), ok: false }];
  } finally {
    await releaseClaim(name, isOver ? "gone" : "as it was");
  }
}

async function wouldClean(engine: Engine, adoption: Adoption, options: ExistingOptions): Promise<CleanUpAction[]> {
  const { cluster: name } = adoption;
  const holder = readClaim(name);
  if (holder !== undefined && isAlive(holder)) return [inUse(holder)];
  const relays = options.undoOnly ? [] : await relaysOf(engine, name);
  if (!(await isThere(engine, adoption))) return [...relays, forgotten(name)];
  const found = await heal(engine, adoption, options);
  return options.undoOnly ? found : [...found, ...relays, kept(name, "given back as it was; it is never deleted")];
}

function heal(engine: Engine, adoption: Adoption, options: ExistingOptions): Promise<CleanUpAction[]> {
  return cleanLeftovers(engine.adopting(adoptedOf(adoption)), adoption.cluster, { ...options, isTheirs: true });
}

/** Whether any of its containers is still there; throws where the engine does not tell. */
async function isThere(engine: Engine, { cluster, nodes }: Adoption): Promise<boolean> {
  const present = await labelledContainers(engine, cluster);
  return nodes.some(({ containerId }) => present.some(({ id }) => id === containerId));
}

/** Of one that its owner has deleted only the harness's own things are left. */
async function forget(engine: Engine, name: string): Promise<CleanUpAction[]> {
  const relays = await relaysOf(engine, name);
  await removeRelays(engine, name);
  await noteGone(name, "its cluster is gone", (line) => toStderr(`${name}: ${line}\n`));
  return [...relays, forgotten(name)];
}

function forgotten(cluster: string): CleanUpAction {
  return { what: "delete", cluster, detail: "what this machine kept of it; it is there no more", ok: true };
}

function different(cluster: string, line: string, isTaken: boolean): CleanUpAction {
  const instead = isTaken ? "" : `; by hand, or "npx kind-chaos clean --all --cluster ${cluster}" takes it as it is`;
  return { what: "undo", cluster, detail: `not as it was before: ${line}${instead}`, ok: isTaken };
}

function kept(cluster: string, detail: string): CleanUpAction {
  return { what: "keep", cluster, detail, ok: true };
}
