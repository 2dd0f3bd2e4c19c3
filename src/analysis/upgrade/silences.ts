import type { NodeLook } from "../../model/upgrade-look.ts";
import type { Between } from "../../model/upgrade-report.ts";

/**
 * How long before a node's Ready becomes Unknown its kubelet may have been heard last, milliseconds: node-monitor-grace-period
 * (50 s, 40 s in older releases) and node-monitor-period (5 s) of kube-controller-manager.
 */
const unheardMs = 55_000;

type Time = number | null;

/** When a kubelet may have been heard last that is not heard of any more; null: before anybody looked. */
export function heardBefore(notYetSo: Time): Time {
  return notYetSo === null || notYetSo < unheardMs ? null : notYetSo - unheardMs;
}

/** The earlier of two moments; null is before anybody looked. */
export function earlier(one: Time, other: Time): Time {
  return one === null || other === null ? null : Math.min(one, other);
}

/** Since when what of one node is not told: its kubelet's version, its static pods. */
export class Silences {
  readonly #since: { kubelet?: Time; components?: Time } = {};

  /** Takes the next moment of the node; tells since when what is new in it may have been so, at the earliest. */
  take(at: Between, told: NodeLook | undefined, seen: NodeLook | undefined): Time {
    let since = at[0];
    for (const field of ["kubelet", "components"] as const) {
      const value = told?.[field];
      if (told !== undefined && (value === undefined || value === "")) {
        if (this.#since[field] === undefined) this.#since[field] = at[0];
        continue;
      }
      const own = this.#since[field];
      delete this.#since[field];
      const isNew = value !== undefined && JSON.stringify(value) !== JSON.stringify(seen?.[field]);
      if (own !== undefined && isNew) since = earlier(since, own);
    }
    return since;
  }
}
