import { expect, test } from "vitest";
import { addressesOfNode, describePlace, loopbackOf, memberHost, placeOf } from "../../../src/model/node-addresses.ts";

const address = "172.30.0.3";
const address6 = "fd6b:6368:616f::3";

test("a place has the addresses that are known, and nothing for those that are not", () => {
  expect(placeOf({ address, address6: undefined })).toStrictEqual({ address });
  expect(addressesOfNode({ address: "" })).toEqual([]);
  expect(addressesOfNode({ address, address6 })).toEqual([address, address6]);
  expect(describePlace({ address, address6 })).toBe(`${address} and ${address6}`);
});

test.each<[string, Parameters<typeof memberHost>[0], string, string]>([
  ["of a cluster of IPv4", { address }, "127.0.0.1", address],
  ["of both families, IPv4 first", { address, address6 }, "127.0.0.1", address],
  ["of both families, IPv6 first", { address, address6, onIpv6: ["2379"] }, "::1", `[${address6}]`],
])("etcd's port and host in URLs %s", (_, node, loopback, host) => {
  expect(loopbackOf(node, "2379")).toBe(loopback);
  expect(memberHost(node)).toBe(host);
});
