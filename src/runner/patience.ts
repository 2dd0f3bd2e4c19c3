import { describeLoad, whyBusy } from "../analysis/verdict/machine/why-busy.ts";
import { hold } from "../host/clock.ts";
import { formatMs } from "../model/duration.ts";
import { loadCheck, type MachineShares } from "../model/machine.ts";
import type { Check } from "./observe/check.ts";

/** Between two looks, milliseconds. */
const everyMs = 1_000;
/** How long in all a busy machine is waited for: bursts after a cluster was created end within a minute. */
export const mostBusyMs = 180_000;
/** A person who waits is told so often, milliseconds. */
const toldEveryMs = 15_000;

/** How a steady state is waited for. */
export interface PatienceOptions {
  /** How long the cluster gets; time in which the machine was busy is not counted. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Told after every look, for the live view. */
  readonly onLook?: ((checks: readonly Check[]) => void) | undefined;
  /** Told what keeps the machine busy and how long it is still waited for, one line now and then. */
  readonly onBusy?: ((text: string) => void) | undefined;
}

/** What came of it: the last checks, whether all held, and whether it was the machine that did not. */
export interface Held {
  readonly ok: boolean;
  readonly checks: Check[];
  readonly busy: boolean;
}

/**
 * Looks until everything holds and the machine is calm, in two looks in a row; until the cluster's time is over, or the
 * time in which a busy machine is waited for.
 */
export async function awaitHeld(
  look: () => Promise<readonly Check[]>,
  machine: () => MachineShares,
  { timeoutMs, signal, onLook, onBusy }: PatienceOptions,
): Promise<Held> {
  let [held, busyMs, calmMs] = [0, 0, 0];
  let last = performance.now();
  let told = Number.NEGATIVE_INFINITY;
  for (;;) {
    await hold(everyMs, signal);
    const shares = machine();
    const reasons = whyBusy(shares);
    const ok = reasons.length === 0;
    const load = { name: loadCheck, ok, detail: ok ? describeLoad(shares) : reasons.join(", ") };
    const checks = [...(await look()), load];
    onLook?.(checks);
    held = checks.every((check) => check.ok) ? held + 1 : 0;
    const now = performance.now();
    if (ok) calmMs += now - last;
    else busyMs += now - last;
    last = now;
    if (held >= 2) return { ok: true, checks, busy: false };
    // What held in the last look is looked at once more: it is not given up while nothing is wrong with it.
    if (held === 0 && (calmMs > timeoutMs || busyMs > mostBusyMs)) return { ok: false, checks, busy: !ok };
    if (!ok && now - told >= toldEveryMs) {
      told = now;
      onBusy?.(`waiting for a calm machine, at most ${formatMs(mostBusyMs - busyMs)} more: ${load.detail}`);
    }
  }
}
