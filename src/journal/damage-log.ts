import { type Damage, namedDamage } from "../model/damage.ts";
import { UsageError } from "../model/errors.ts";

/** So many places at which it is damaged are no accident: the file is something else. */
const mostDamaged = 100_000;

/** Gathers what is damaged in a journal: all of it is counted, the first places are named. */
export class DamageLog {
  count = 0;
  readonly named: Damage[] = [];

  /** Throws UsageError where there is so much that it is no journal. */
  add(damage: Damage): void {
    this.count += 1;
    if (this.count > mostDamaged) throw new UsageError(`more than ${mostDamaged} lines of it are none of a journal`);
    if (this.named.length < namedDamage) this.named.push(damage);
  }
}

/** A value out of a journal for people: short, and without anything that a terminal acts on. */
export function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value).replaceAll(/[^\x20-\x7e]/g, "?");
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
