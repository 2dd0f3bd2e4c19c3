import { expect, it } from "vitest";
import { readKindFile } from "../../../src/cluster/kind-file/kind-file.ts";
import { whyUnmeasurable } from "../../../src/scenario/unmeasurable.ts";

const config = (networking: string) =>
  readKindFile(`kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnetworking: {${networking}}`).config;
const asked = { kubernetes: "1.37.2", features: [], isCompleted: false, environment: {} };
const without = (name: string) => ({ features: [{ name, usedFor: "", state: "no" as const }] });

it.each([
  ["no network plugin", "disableDefaultCNI: true", {}, /--after-create/],
  ["no kube-proxy", "kubeProxyMode: none", {}, /CoreDNS never gets Ready/],
  ["ipvs without the kernel's part", "kubeProxyMode: ipvs", without("ip_vs"), /this kernel lacks ip_vs/],
  ["nftables without the kernel's part", "kubeProxyMode: nftables", without("nftables"), /lacks nftables/],
  ["IPv6 where it is turned off", "ipFamily: ipv6", without("IPv6"), /ipFamily ipv6: .* lacks IPv6, .*: use ipv4/],
  ["both families without ip6tables", "ipFamily: dual", without("ip6tables nat"), /ipFamily dual: .* ip6tables nat/],
  ["podman", "", { environment: { KIND_EXPERIMENTAL_PROVIDER: "podman" } }, /=podman: .* unset it/],
])("refuses %s in one sentence", (_, networking, more, reason) => {
  const said = whyUnmeasurable({ ...asked, config: config(networking), ...more });
  expect(said).toMatch(reason);
  expect(said).not.toMatch(/\n/);
});

it.each([
  ["", {}],
  ["kubeProxyMode: ipvs", {}],
  ["ipFamily: ipv6", {}],
  ["ipFamily: dual", without("ip_vs")],
  ["", without("IPv6")],
  ["kubeProxyMode: nftables", without("ip_vs")],
  ["disableDefaultCNI: true, kubeProxyMode: none", { isCompleted: true }],
  ["", { environment: { KIND_EXPERIMENTAL_PROVIDER: "docker" } }],
])("takes {%s} with %j", (networking, more) => {
  expect(whyUnmeasurable({ ...asked, config: config(networking), ...more })).toBeUndefined();
});
