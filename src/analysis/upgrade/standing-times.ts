import type { Hindrance, Unread, UpgradePart } from "../../model/upgrade-look.ts";
import type { Between, Standing, UnreadTime } from "../../model/upgrade-report.ts";
import type { Histories, Looks } from "./histories.ts";

/** The times in which something stood against the next step, in the order of their begin, as it was when it began. */
export function standingTimes(hindrances: Histories<Hindrance>): Standing[] {
  const times = [...hindrances.values()].flatMap((moments) => {
    const own: Standing[] = [];
    let open: (Hindrance & { readonly from: Between }) | undefined;
    for (const { at, state } of moments) {
      if (state !== undefined) open ??= { ...state, from: at };
      else if (open !== undefined) {
        own.push({ ...open, to: at });
        open = undefined;
      }
    }
    return open === undefined ? own : [...own, { ...open, to: null }];
  });
  return times.toSorted((a, b) => a.from[1] - b.from[1]);
}

/** The times in which something could not be read, in the order of their begin. */
export function unreadTimes(looks: Looks): UnreadTime[] {
  const times: UnreadTime[] = [];
  const open = new Map<string, UnreadTime>();
  for (const { part, unread, askedAt } of looks) {
    if (unread === undefined) continue;
    const now = new Map(unread.map((one): [string, Unread] => [idOf(part, one.what), one]));
    for (const [id, begun] of open) {
      if (begun.part !== part || now.has(id)) continue;
      open.delete(id);
      times.push({ ...begun, to: askedAt });
    }
    for (const [id, { what, why }] of now) {
      if (!open.has(id)) open.set(id, { part, what, why, from: askedAt, to: null });
    }
  }
  return [...times, ...open.values()].toSorted((a, b) => a.from - b.from);
}

function idOf(part: UpgradePart, what: string): string {
  return `${part} ${what}`;
}
