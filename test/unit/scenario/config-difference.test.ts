import { expect, it } from "vitest";
import { asHarnessNeeds } from "../../../src/cluster/harness-config.ts";
import { readKindFile } from "../../../src/cluster/kind-file/kind-file.ts";
import { configDifference } from "../../../src/scenario/config-difference.ts";

const { config } = readKindFile(`kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
name: shop
nodes: [{role: worker, labels: {a: b}}, {role: control-plane}]
networking: {kubeProxyMode: nftables}
`);

it("shows what the harness changes and nothing else, a line for each port", () => {
  const lines = configDifference("shop.yaml", config, asHarnessNeeds(config)).split("\n");
  expect(lines.slice(0, 2)).toEqual(["--- shop.yaml", "+++ as kind gets it"]);
  expect(lines.filter((line) => /^-[^-]/.test(line))).toEqual(["-name: shop"]);
  const added = lines.filter((line) => /^\+[^+]/.test(line));
  expect(added.filter((line) => line.includes("containerPort"))).toHaveLength(7);
  expect(added).toContain("+      - { containerPort: 2379, hostPort: 0, listenAddress: 127.0.0.1 }");
  expect(added).toHaveLength(9);
});

it("is nothing where nothing is changed", () => {
  expect(configDifference("shop.yaml", config, config)).toBe("");
});
