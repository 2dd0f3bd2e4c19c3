import type { JournalEvent } from "../model/event.ts";
import type { FaultStage, LiveFault } from "./live-snapshot.ts";

/** What is over is shown for so long, milliseconds. */
const shownMs = 10_000;

type Known = Omit<LiveFault, "sinceMs"> & { readonly at: number };

/** Follows faults, and operators' work, for people who watch. */
export class LiveFaults {
  readonly #known = new Map<string, Known>();

  /** Takes an event of the journal; what is not about a fault or work changes nothing. */
  add(event: JournalEvent): void {
    if (event.type === "fault-intent" || event.type === "procedure") {
      const { id, at, description, nodes } = event;
      const stage = event.type === "procedure" ? "injecting" : "intent";
      this.#known.set(id, { id, description, nodes, stage, at, evidence: "" });
      return;
    }
    const change = changeOf(event);
    const known = change && this.#known.get(change.id);
    if (change !== undefined && known !== undefined) this.#known.set(change.id, { ...known, ...change });
  }

  /** Those that are to be seen at a time of the run, milliseconds; the newest first. */
  now(at: number): LiveFault[] {
    const shown = [...this.#known.values()].filter((fault) => !isOver(fault.stage) || at - fault.at < shownMs);
    return shown.map(({ at: since, ...fault }) => ({ ...fault, sinceMs: Math.max(0, at - since) })).reverse();
  }
}

function isOver(stage: FaultStage): boolean {
  return stage === "healed" || stage === "done";
}

function changeOf(event: JournalEvent): (Partial<Known> & Pick<Known, "id">) | undefined {
  switch (event.type) {
    case "fault-injecting":
      return { id: event.id, at: event.at, stage: "injecting" };
    case "fault-active":
      return { ...told(event), stage: event.evidence.proven ? "active" : "unproven" };
    case "fault-healing":
      return { id: event.id, at: event.at, stage: "healing" };
    case "escalation":
      return { id: event.id, evidence: event.detail };
    case "fault-healed":
      return { ...told(event), stage: event.evidence.proven ? "healed" : "not-healed" };
    case "procedure-done":
      return { ...told(event), stage: event.evidence.proven ? "done" : "unproven" };
    default:
      return undefined;
  }
}

function told(event: { readonly id: string; readonly at: number; readonly evidence: { readonly detail: string } }) {
  return { id: event.id, at: event.at, evidence: event.evidence.detail };
}
