import { isIP, isIPv4 } from "node:net";

/** Whether a text is an address that Go's net.ParseIP takes: without a zone. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes("%");
}

/** An address in the one form of it: "::1" for "0:0:0:0:0:0:0:1", an IPv4 address that IPv6 carries as itself. */
export function plainAddress(address: string): string {
  if (isIPv4(address)) return address;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const carried = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(short);
  if (carried === null) return short;
  const [high, low] = carried.slice(1).map((part) => Number.parseInt(part, 16)) as [number, number];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** The family of a subnet as Go's net.ParseCIDR sees it: 4 or 6; undefined where it is none. */
export function subnetFamily(text: string): 4 | 6 | undefined {
  const [, address = "", bits = ""] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  if (!isAddress(address)) return undefined;
  const most = isIPv4(address) ? 32 : 128;
  if (Number(bits) > most) return undefined;
  return isIPv4(plainAddress(address)) && (most === 32 || Number(bits) >= 96) ? 4 : 6;
}
