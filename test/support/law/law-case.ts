import { matchesLane } from "../../../src/analysis/timeline/lane-patterns.ts";
import { buildTimeline } from "../../../src/analysis/timeline/timeline.ts";
import type { GuaranteeDefinition } from "../../../src/analysis/verdict/guarantee-definition.ts";
import type { GuaranteeSpec, Scope } from "../../../src/model/guarantee.ts";
import type { Journal } from "../../../src/model/journal.ts";
import type { Lane } from "../../../src/model/lane.ts";
import type { Timeline } from "../../../src/model/timeline.ts";
import { type Came, outcomeOf } from "./outcome-of.ts";

/** A run that a law is tried on, with one of its guarantees. */
export class LawCase {
  readonly name: string;
  readonly journal: Journal;
  readonly spec: GuaranteeSpec;
  readonly definition: GuaranteeDefinition;
  #timeline: Timeline | undefined;
  #came: Came | undefined;

  constructor(name: string, journal: Journal, spec: GuaranteeSpec, definition: GuaranteeDefinition) {
    this.name = name;
    this.journal = journal;
    this.spec = spec;
    this.definition = definition;
  }

  get scope(): Scope {
    return this.definition.scope(this.definition.params.parse(this.spec.params));
  }

  get timeline(): Timeline {
    this.#timeline ??= buildTimeline(this.journal);
    return this.#timeline;
  }

  /** What it comes to as it is. */
  get came(): Came {
    this.#came ??= outcomeOf(this.journal, this.spec, this.definition);
    return this.#came;
  }

  get lanes(): readonly Lane[] {
    return this.timeline.tracks.map(({ lane }) => lane);
  }

  /** The indexes of the lanes whose attempts are judged. */
  get covered(): readonly number[] {
    const { lanes } = this.scope;
    return this.lanes.filter(({ id }) => lanes.some((pattern) => matchesLane(pattern, id))).map(({ index }) => index);
  }

  /** A moment of the run by its part of it, 0 to 1; milliseconds since the run's start. */
  momentAt(part: number): number {
    return part * this.timeline.endedAt;
  }

  /** How fast-check shows it where a law is broken. */
  toString(): string {
    return `${this.name}, asked ${this.spec.id}`;
  }
}
