import { type Damage, namedDamage } from "../model/damage.ts";

/** Gathers what is damaged in a journal: all of it is counted, the first places are named. */
export class DamageLog {
  count = 0;
  readonly named: Damage[] = [];

  add(damage: Damage): void {
    this.count += 1;
    if (this.named.length < namedDamage) this.named.push(damage);
  }
}

/** A value out of a journal for people: short, and without anything that a terminal acts on. */
export function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value).replaceAll(/[^\x20-\x7e]/g, "?");
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
