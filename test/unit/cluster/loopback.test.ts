import { expect, test } from "vitest";
import { asHarnessNeeds } from "../../../src/cluster/harness-config.ts";
import { readKindFile } from "../../../src/cluster/kind-file/kind-file.ts";
import { loopbackFor, usesIpv6 } from "../../../src/cluster/loopback.ts";
import { beyondLoopback } from "../../../src/cluster/published-ports.ts";

const configOf = (networking: string, more = "") =>
  readKindFile(`kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnetworking: {${networking}}\n${more}`).config;
const ipv6First = 'ipFamily: dual, serviceSubnet: "fd00:10:96::/112,10.96.0.0/16"';

test.each([
  ["", "127.0.0.1", false],
  ["ipFamily: ipv6", "::1", true],
  ["ipFamily: dual", "127.0.0.1", true],
  [ipv6First, "::1", true],
])("ports of {%s} are published on %s", (networking, loopback, ipv6) => {
  const config = configOf(networking);
  expect([loopbackFor(config), usesIpv6(config)]).toEqual([loopback, ipv6]);
  const [node] = asHarnessNeeds(config).nodes;
  expect(new Set(node?.extraPortMappings?.map(({ listenAddress }) => listenAddress))).toEqual(new Set([loopback]));
});

const etcdOn = (networking: string, listenAddress: string) => {
  const mapping = `{containerPort: 2379, hostPort: 2379${listenAddress === "" ? "" : `, listenAddress: "${listenAddress}"`}}`;
  const config = configOf(networking, `nodes: [{role: control-plane, extraPortMappings: [${mapping}]}]`);
  return asHarnessNeeds(config).nodes[0]?.extraPortMappings?.filter(({ containerPort }) => containerPort === 2_379);
};

test.each([
  ["ipFamily: ipv6", "::1", 1],
  ["ipFamily: ipv6", "::", 1],
  ["ipFamily: ipv6", "", 1],
  ["ipFamily: ipv6", "127.0.0.1", 2],
  ["ipFamily: dual", "", 1],
  ["ipFamily: dual", "::1", 2],
  [ipv6First, "", 2],
  [ipv6First, "::", 1],
])("with {%s} a file's own mapping on %j serves lanes only where they reach it", (networking, address, mappings) => {
  expect(etcdOn(networking, address)).toHaveLength(mappings);
});

test("API servers of IPv6 alone are published on ::1, and what is open beyond is told for its family", () => {
  const open = configOf('ipFamily: ipv6, apiServerAddress: "192.0.2.1"');
  expect(asHarnessNeeds(open).networking?.apiServerAddress).toBe("::1");
  expect(asHarnessNeeds(configOf('ipFamily: ipv6, apiServerAddress: "::"')).networking?.apiServerAddress).toBe("::");
  expect(beyondLoopback(configOf("ipFamily: ipv6"))).toEqual([]);
  const mapped = configOf("ipFamily: ipv6", "nodes: [{extraPortMappings: [{containerPort: 80, hostPort: 80}]}]");
  expect(beyondLoopback(mapped).join()).toMatch(/port 80 of a control-plane is published on ::,/);
});
