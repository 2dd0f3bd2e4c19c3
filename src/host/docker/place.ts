import type { Place } from "../../model/node-addresses.ts";

/** What the engine tells of a container on one of its networks. */
interface Endpoint {
  readonly IPAddress?: string;
  readonly GlobalIPv6Address?: string;
  readonly IPAMConfig?: Pinned | null | undefined;
}

/** Addresses that the engine was told to give, and gives again at each start. */
interface Pinned {
  readonly IPv4Address?: string;
  readonly IPv6Address?: string;
}

/** The addresses of a container on a network; one that is down keeps those that it was told to have. */
export function placeOn(endpoint: Endpoint | undefined): Place {
  const { IPAddress, GlobalIPv6Address, IPAMConfig } = endpoint ?? {};
  const address6 = GlobalIPv6Address || IPAMConfig?.IPv6Address;
  return { address: IPAddress || IPAMConfig?.IPv4Address || "", ...(address6 ? { address6 } : {}) };
}

/** What makes the engine give a container these addresses. */
export function pinnedAt({ address, address6 }: Place): Pinned {
  return { IPv4Address: address, ...(address6 === undefined ? {} : { IPv6Address: address6 }) };
}

/** Whether the engine gives a container these addresses at its next start whatever else is free. */
export function isPinned(endpoint: Endpoint | undefined, place: Place): boolean {
  const { IPv4Address, IPv6Address } = endpoint?.IPAMConfig ?? {};
  return IPv4Address === place.address && (place.address6 === undefined || IPv6Address === place.address6);
}
