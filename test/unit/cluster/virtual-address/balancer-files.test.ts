import { expect, test } from "vitest";
import { parseHaproxy } from "../../../../src/cluster/load-balancer-config.ts";
import {
  haproxyConfig,
  keepalivedConfig,
  parseKeepalived,
} from "../../../../src/cluster/virtual-address/balancer-files.ts";
import type { LoadBalancerSettings, VirtualAddressSettings } from "../../../../src/model/settings.ts";

const checks: LoadBalancerSettings = {
  kind: "haproxy",
  path: "/readyz",
  intervalMs: 2_000,
  timeoutMs: 2_000,
  unhealthyThreshold: 2,
  healthyThreshold: 3,
  connectTimeoutMs: 1_500,
};

test("HAProxy tells the settings that it was given, and knows every API server", () => {
  const text = haproxyConfig(checks, [
    { short: "control-plane", address: "172.30.0.4" },
    { short: "control-plane2", address: "172.30.0.5" },
  ]);
  expect(parseHaproxy(text)).toEqual(checks);
  expect(text).toContain("server control-plane2 172.30.0.5:6443 check check-ssl verify none");
  // A watch is silent for as long as nothing happens.
  expect(text).toContain("timeout client 1h");
});

const shared: VirtualAddressSettings = {
  advertMs: 1_000,
  priorities: [101, 100],
  checkIntervalMs: 3_000,
  checkTimeoutMs: 2_000,
  fall: 10,
  rise: 2,
  weight: -2,
};
const peers = { own: "172.30.0.211", other: "172.30.0.212", index: 0, shared: "172.30.0.200" };
const both = (settings: VirtualAddressSettings) =>
  [0, 1].map((index) => keepalivedConfig(settings, { ...peers, index }));

test("each of keepalived tells the settings that it was given, with its own priority", () => {
  expect(both(shared).map(parseKeepalived)).toEqual([101, 100].map((own) => ({ ...shared, priorities: [own] })));
  const [without = ""] = both({ ...shared, weight: 0 });
  expect(parseKeepalived(without)).toEqual({ ...shared, weight: 0, priorities: [101] });
  expect(without).not.toContain("weight");
  expect(both(shared)[0]).toContain("unicast_peer {\n    172.30.0.212");
});

test("a configuration that is something else tells nothing, nor does one that limits are not made for", () => {
  const [text = ""] = both(shared);
  expect(parseKeepalived("vrrp_instance a {\n}")).toBeUndefined();
  expect(parseKeepalived(text.replace("global_defs {", "global_defs {\n  vrrp_version 3"))).toBeUndefined();
  expect(parseKeepalived(text.replace("  priority", "  version 3\n  priority"))).toBeUndefined();
  expect(parseKeepalived(text.replace("  priority", "  nopreempt\n  priority"))).toBeUndefined();
  expect(parseKeepalived(text.replace("  priority", "  version 2\n  priority"))?.fall).toBe(10);
});
