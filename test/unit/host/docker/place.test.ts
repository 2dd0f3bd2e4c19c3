import { expect, test } from "vitest";
import { isPinned, pinnedAt, placeOn } from "../../../../src/host/docker/place.ts";

const both = { address: "172.30.0.3", address6: "fd6b:6368:616f::3" };

test("a container that is down keeps the addresses that it was told to have", () => {
  expect(placeOn({ IPAddress: "", GlobalIPv6Address: "", IPAMConfig: pinnedAt(both) })).toEqual(both);
  expect(placeOn({ IPAddress: "172.30.0.9", IPAMConfig: pinnedAt(both) }).address).toBe("172.30.0.9");
  expect(placeOn({ IPAddress: "172.30.0.3", GlobalIPv6Address: "", IPAMConfig: null })).toStrictEqual({
    address: "172.30.0.3",
  });
  expect(placeOn(undefined)).toStrictEqual({ address: "" });
});

test("it is pinned where the engine was told each address that is wanted", () => {
  const told = (place: typeof both | { address: string }) => ({ IPAMConfig: pinnedAt(place) });
  expect(isPinned(told(both), both)).toBe(true);
  expect(isPinned(told(both), { address: both.address })).toBe(true);
  expect(isPinned(told({ address: both.address }), both)).toBe(false);
  expect(isPinned(told({ ...both, address6: "fd6b:6368:616f::4" }), both)).toBe(false);
  expect(isPinned(undefined, both)).toBe(false);
});
