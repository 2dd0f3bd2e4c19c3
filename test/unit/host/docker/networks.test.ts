import { expect, test } from "vitest";
import { pinsIn } from "../../../../src/host/docker/networks.ts";

const six = { Subnet: "fc00:f853:ccd:e793::/64" };
const chosen = { Subnet: "172.18.0.0/16", Gateway: "172.18.0.1" };
const given = { Subnet: "172.29.0.0/24" };

test.each([
  ["a subnet that a person gave", [given], true],
  ["the network that kind makes: the engine chose its IPv4", [six, chosen], false],
  ["a subnet with a gateway, the engine's or a person's", [chosen], undefined],
  ["the same with an IPv6 of which that is known", [chosen, { ...six, Gateway: "fc00::1" }], undefined],
  ["subnets of both families that a person gave", [given, six], true],
  [
    "a subnet that a person gave beside an IPv6 that the engine chose",
    [given, { ...six, Gateway: "fc00::1" }],
    undefined,
  ],
  ["none", [], false],
  ["none of IPv4", [six], false],
])("whether a network takes the addresses that it is told: %s", (_, ranges, pins) => {
  expect(pinsIn(ranges)).toBe(pins);
});
