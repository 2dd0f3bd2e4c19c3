import { formatMs } from "../../model/duration.ts";
import type { Settings, VirtualAddressSettings } from "../../model/settings.ts";
import type { DerivedLimit } from "./derived-limit.ts";

/** How many advertisements may be missed (RFC 5798, 6.1: Master_Down_Interval). */
const missedAdverts = 3;

/** Priorities have eight bits (RFC 5798, 5.2.4). */
const priorities = 256;

/** The skew of VRRP version 2, which is keepalived's default, is in seconds whatever the interval (RFC 3768, 6.1). */
const skewUnitMs = 1_000;

/** So much longer than the others waits who has the lowest priority: the highest of those that are left is first. */
function skewMs({ priorities: all }: VirtualAddressSettings): number {
  return Math.round(((priorities - Math.min(...all)) / priorities) * skewUnitMs);
}

/**
 * From the death of the load balancer with the virtual address until the other takes it: three advertisements are missed
 * since the last one, which came up to an interval before the death, and the skew is waited for.
 */
export function addressTakeover({ virtualAddress }: Settings): DerivedLimit | undefined {
  if (virtualAddress === undefined) return undefined;
  const { advertMs } = virtualAddress;
  const limitMs = missedAdverts * advertMs + skewMs(virtualAddress);
  return {
    limitMs,
    expectedMs: [limitMs - advertMs, limitMs],
    formula: `${missedAdverts} × advert ${formatMs(advertMs)} + skew ${formatMs(skewMs(virtualAddress))}`,
    from: `VRRP advertises every ${formatMs(advertMs)}, ${missedAdverts} missed and the skew make another take over`,
  };
}

/** The same where the load balancer gives its address up in order: it tells so, and the other waits for its skew alone. */
export function addressHandover({ virtualAddress }: Settings): DerivedLimit | undefined {
  if (virtualAddress === undefined) return undefined;
  const limitMs = skewMs(virtualAddress);
  return {
    limitMs,
    expectedMs: [0, limitMs],
    formula: `skew ${formatMs(limitMs)}`,
    from: `whoever gives VRRP's address up tells so, and another takes it after its skew of ${formatMs(limitMs)}`,
  };
}

/**
 * How long two have the address where one did not run while the other took it: whoever hears of a higher priority gives
 * it up (RFC 5798, 6.4.3), and hears of it with the next advertisement.
 */
export function addressOverlap({ virtualAddress }: Settings): DerivedLimit | undefined {
  if (virtualAddress === undefined) return undefined;
  const { advertMs } = virtualAddress;
  return {
    limitMs: advertMs,
    expectedMs: [0, advertMs],
    formula: `advert ${formatMs(advertMs)}`,
    from: `VRRP advertises every ${formatMs(advertMs)}, and whoever hears of a higher priority gives the address up`,
  };
}

/**
 * The same as a takeover where HAProxy alone is dead: checks find that first, each up to an interval late and at most as
 * long as its timeout, where it hangs; one that is refused fails at once, which is what is expected. Without a weight they make keepalived give the address up at once; with one it goes on advertising, lower
 * than the other, who does not listen to that and waits as for one that is dead.
 */
export function addressCheck(settings: Settings): DerivedLimit | undefined {
  const { virtualAddress } = settings;
  const after = virtualAddress?.weight === 0 ? addressHandover(settings) : addressTakeover(settings);
  if (virtualAddress === undefined || after === undefined) return undefined;
  const { checkIntervalMs, checkTimeoutMs, fall } = virtualAddress;
  const foundMs = fall * checkIntervalMs + checkTimeoutMs;
  return {
    limitMs: foundMs + after.limitMs,
    expectedMs: [(fall - 1) * checkIntervalMs + after.expectedMs[0], fall * checkIntervalMs + after.limitMs],
    formula: `${fall} × check ${formatMs(checkIntervalMs)} + ${formatMs(checkTimeoutMs)} + ${after.formula}`,
    from:
      `keepalived asks HAProxy every ${formatMs(checkIntervalMs)} (timeout ${formatMs(checkTimeoutMs)}), ` +
      `${fall} failures count; then ${after.from}`,
  };
}
