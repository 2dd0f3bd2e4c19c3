import { allDownPart } from "../../model/restoring.ts";
import type { Facts } from "../facts/facts.ts";

/** The faults whose healing restores a snapshot, and the work that does: what came after it is no past of what follows. */
const restoringFaults: readonly string[] = ["etcd-data-loss"];
const restoringWork: readonly string[] = ["restore-control-planes"];

/** A snapshot that was put in the place of all data, milliseconds since the run's start. */
export interface Restore {
  /** The step's name. */
  readonly id: string;
  /** From here on what is acknowledged may be lost. */
  readonly begunAt: number;
  /** What begins later meets the restored data; undefined where nothing shows that it was restored. */
  readonly overAt?: number;
}

/** The restores of a run, in their order. */
export function restoresOf({ faults, eventsOf }: Pick<Facts, "faults" | "eventsOf">): Restore[] {
  const byHealing = faults
    .filter(({ fault }) => restoringFaults.includes(fault))
    .flatMap((fault) => byHealingOf(fault) ?? []);
  const byWork = eventsOf("procedure").flatMap(({ id, procedure, at: begunAt }): Restore[] => {
    if (!restoringWork.includes(procedure)) return [];
    const isDone = eventsOf("procedure-done").some((done) => done.id === id && done.evidence.proven);
    const name = `${id}: ${allDownPart}`;
    // Nobody serves from there on until the restored members do.
    const down = eventsOf("phase").find((phase) => phase.name === name && phase.edge === "end");
    return [{ id, begunAt, ...(isDone && down !== undefined ? { overAt: down.at } : {}) }];
  });
  return [...byHealing, ...byWork].toSorted((a, b) => a.begunAt - b.begunAt);
}

/** The restore in a step: whatever the fault is that a scenario names, its healing is taken for one. */
export function restoreIn(step: string, facts: Pick<Facts, "faults" | "eventsOf" | "stretch">): Restore | undefined {
  const fault = facts.stretch(step)?.fault;
  return (fault && byHealingOf(fault)) ?? restoresOf(facts).find(({ id }) => id === step);
}

function byHealingOf({ id, injectingAt, healedAt, healed }: Facts["faults"][number]): Restore | undefined {
  if (injectingAt === undefined) return undefined;
  const isOver = healed?.proven === true && healedAt !== undefined;
  return { id, begunAt: injectingAt, ...(isOver ? { overAt: healedAt } : {}) };
}
