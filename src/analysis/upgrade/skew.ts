import type { NodeLook } from "../../model/upgrade-look.ts";
import type { Between, SkewBreach } from "../../model/upgrade-report.ts";
import { apartAt } from "./apart.ts";
import type { Histories } from "./histories.ts";
import type { FollowedServer } from "./server-versions.ts";
import { earlier } from "./silences.ts";
import { type Told, toldOf } from "./told.ts";

/** A breach that is not over yet, as far as is known. */
interface Open extends Omit<SkewBreach, "to"> {
  /** When it was last seen to be so; undefined: it is so as all versions are known. */
  readonly surelyUntil: number | null | undefined;
}

/**
 * The times in which versions were further apart than Kubernetes supports (kubernetes.io/releases/version-skew-policy).
 * Parts are looked at one after the other: a breach that may only be the order of two looks is none. Who does not tell
 * its version counts for none that begins, and ends none. `seenUntil` is when all parts were last looked at,
 * milliseconds.
 */
export function skewBreaches(
  servers: readonly FollowedServer[],
  nodes: Histories<NodeLook>,
  seenUntil: number,
): SkewBreach[] {
  const known = { servers: new Map<string, string>(), kubelets: new Map<string, string>() };
  /** The same with what those had last who do not tell now. */
  const last = { servers: new Map<string, string>(), kubelets: new Map<string, string>() };
  const open = new Map<string, Open>();
  const breaches: SkewBreach[] = [];
  for (const { look, from, changes } of changesOf(servers, nodes)) {
    for (const { whose, name, value } of changes) {
      if (value) known[whose].set(name, value);
      else known[whose].delete(name);
      if (value) last[whose].set(name, value);
      else if (value === null) last[whose].delete(name);
    }
    const sure = apartAt(known);
    const isAllTold = known.servers.size === last.servers.size && known.kubelets.size === last.kubelets.size;
    const maybe = isAllTold || open.size === 0 ? sure : apartAt(last);
    for (const [subject, breach] of open) {
      if (sure.has(subject)) {
        open.set(subject, { ...breach, surelyUntil: undefined });
        continue;
      }
      const { surelyUntil = look[0], ...begun } = breach;
      if (maybe.has(subject)) {
        open.set(subject, { ...begun, surelyUntil });
        continue;
      }
      open.delete(subject);
      breaches.push({ ...begun, to: [surelyUntil, look[1]] });
    }
    for (const [subject, evidence] of sure)
      if (!open.has(subject)) open.set(subject, { subject, evidence, from, surelyUntil: undefined });
  }
  const begun = [...open.values()]
    .filter(({ from, surelyUntil = seenUntil }) => from[1] <= (surelyUntil ?? 0))
    .map(({ surelyUntil: _, ...breach }) => ({ ...breach, to: null }));
  return [...breaches.filter(isSure), ...begun].toSorted((a, b) => a.from[1] - b.from[1]);
}

/** It was surely so at some moment: it began before it can have ended. */
function isSure({ from, to }: SkewBreach): boolean {
  return from[1] <= (to?.[0] ?? 0);
}

interface Change extends Told {
  readonly whose: "servers" | "kubelets";
  readonly name: string;
  readonly part: string;
}

interface Changes {
  readonly look: Between;
  /** Since when the first of them may have been so, and when all were. */
  readonly from: Between;
  readonly changes: readonly Change[];
}

/** All changes of versions in the order in which they were seen; those of one look together. */
function changesOf(servers: readonly FollowedServer[], nodes: Histories<NodeLook>): Changes[] {
  const all = [
    ...servers.flatMap(({ server, source, told }) =>
      told.map((one): Change => ({ ...one, whose: "servers", name: server, part: source })),
    ),
    ...[...nodes].flatMap(([node, moments]) =>
      toldOf(moments, ({ kubelet }) => kubelet).map(
        (one): Change => ({ ...one, whose: "kubelets", name: node, part: "image" }),
      ),
    ),
  ];
  return [...Map.groupBy(all, ({ part, look }) => `${part} ${look.join(" ")}`).values()]
    .map((changes): Changes => {
      const look = changes[0]?.look as Between;
      return { look, from: [changes.map(({ at }) => at[0]).reduce(earlier), look[1]], changes };
    })
    .toSorted((a, b) => a.look[1] - b.look[1] || (a.look[0] ?? -1) - (b.look[0] ?? -1));
}
