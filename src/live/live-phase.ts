import type { EventOf } from "../model/event.ts";
import { type PlanStep, usualRecoveryMs } from "../model/run-plan.ts";
import type { LivePhase } from "./live-snapshot.ts";

interface Begun {
  readonly name: string;
  readonly at: number;
  readonly ofMs?: number | undefined;
  readonly atMost: boolean;
}

/** Follows where a run is, and how long it likely still takes. */
export class LivePhases {
  #plan: readonly PlanStep[] = [];
  #next = 0;
  #begun: readonly Begun[] = [];
  #last: Begun = { name: "start", at: 0, atMost: false };
  #endsAt: number;

  /** The run's expected length is in milliseconds, Infinity where a person ends it. */
  constructor(expectedMs: number) {
    this.#endsAt = expectedMs;
  }

  setPlan(plan: readonly PlanStep[]): void {
    this.#plan = plan;
  }

  /** Takes the begin or end of a phase; where it begins a step of the plan, what is left is known better. */
  add({ name, edge, at }: Pick<EventOf<"phase">, "name" | "edge" | "at">): void {
    if (edge === "begin") this.#begin(name, at);
    else this.#end(name);
  }

  now(at: number): LivePhase {
    const { name, at: since, ofMs, atMost } = this.#begun.at(-1) ?? this.#last;
    return { name, sinceMs: Math.max(0, at - since), ofMs, atMost };
  }

  /** Milliseconds that are left at a time of the run; undefined where a person ends it. */
  leftMs(at: number): number | undefined {
    return Number.isFinite(this.#endsAt) ? this.#endsAt - at : undefined;
  }

  #begin(name: string, at: number): void {
    const index = this.#plan.findIndex((step, place) => place >= this.#next && beginsWith(step, name));
    const step = this.#plan[index];
    this.#last = step === undefined ? { name, at, atMost: false } : { name, at, ...lengthOf(step) };
    this.#begun = [...this.#begun, this.#last];
    if (step === undefined) return;
    this.#next = index + 1;
    if (Number.isFinite(this.#endsAt))
      this.#endsAt = at + this.#plan.slice(index).reduce((sum, one) => sum + usual(one), 0);
  }

  /** The names of both edges may differ: what was begun last is over, then. */
  #end(name: string): void {
    const found = this.#begun.findLastIndex((one) => one.name === name);
    this.#begun = this.#begun.slice(0, found === -1 ? Math.max(0, this.#begun.length - 1) : found);
  }
}

function beginsWith(step: PlanStep, phase: string): boolean {
  if (step.do === "hold") return phase === `hold: ${step.reason}`;
  if (step.do === "recover") return phase.startsWith("recovery of ");
  return phase === step.id;
}

/** How long the step's phase takes by the plan. */
function lengthOf(step: PlanStep): Pick<Begun, "ofMs" | "atMost"> {
  if (step.do === "hold") return { ofMs: step.forMs, atMost: false };
  if (step.do === "recover") return { ofMs: step.withinMs, atMost: true };
  return step.do === "inject" && step.forMs > 0 ? { ofMs: step.forMs, atMost: false } : { atMost: false };
}

/** How long a step usually takes, milliseconds. */
function usual(step: PlanStep): number {
  if (step.do === "recover") return usualRecoveryMs;
  return step.do === "perform" ? (step.usualMs ?? 0) : step.forMs;
}
