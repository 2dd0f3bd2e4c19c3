import type { KindConfig } from "../../model/topology.ts";
import { externalMembers } from "../external-etcd-config.ts";
import { hostNumbers } from "../host-numbers.ts";
import { networkingOf } from "../kind-file/defaults.ts";
import { jsonPatchOperations } from "../kind-file/kubeadm-config.ts";
import type { Fault } from "../kind-file/validate.ts";
import { addressNamesIn, balancersOf, isAddressName } from "./virtual-address-config.ts";

const mostMembers = hostNumbers.balancer - hostNumbers.etcd;

/** Why two load balancers with a virtual address cannot be made as a configuration asks for them, with the place of each. */
export function balancerFaults(config: KindConfig): Fault[] {
  return [...elsewhere(config), ...(balancersOf(config) === undefined ? [] : ofPair(config))];
}

function ofPair(config: KindConfig): Fault[] {
  const { kubeadmConfigPatches = [], nodes } = config;
  const faults: Fault[] = [];
  if (new Set(kubeadmConfigPatches.flatMap(addressNamesIn)).size > 1)
    faults.push({ path: ["kubeadmConfigPatches"], reason: "asks for two virtual addresses: name one of them" });
  if (nodes.filter(({ role }) => role === "control-plane").length < 2)
    faults.push({
      path: ["nodes"],
      reason: "two load balancers with a virtual address need two control planes or more",
    });
  const { ipFamily } = networkingOf(config);
  if (ipFamily !== "ipv4")
    faults.push({
      path: ["networking", "ipFamily"],
      reason: `${ipFamily}: load balancers with a virtual address have addresses of IPv4 alone: use ipv4`,
    });
  const members = externalMembers(config).length;
  if (typeof externalMembers(config) !== "string" && members > mostMembers)
    faults.push({
      path: ["kubeadmConfigPatches"],
      reason: `beside two load balancers with a virtual address there is room for ${mostMembers} external etcd members, not for ${members}`,
    });
  return faults;
}

/** The name of a virtual address where nobody looks for it: it would go into certificates as it stands. */
function elsewhere(config: KindConfig): Fault[] {
  const reason =
    "the name of a virtual address is taken from kubeadmConfigPatches of the whole file only (docs/topologies.md)";
  const owners = [
    { patches: [], json: config.kubeadmConfigPatchesJSON6902, path: [] as PropertyKey[] },
    ...config.nodes.map(({ kubeadmConfigPatches, kubeadmConfigPatchesJSON6902 }, index) => ({
      patches: kubeadmConfigPatches,
      json: kubeadmConfigPatchesJSON6902,
      path: ["nodes", index] as PropertyKey[],
    })),
  ];
  return owners.flatMap(({ patches = [], json = [], path }) => [
    ...patches.flatMap((text, index) =>
      addressNamesIn(text).length === 0 ? [] : [{ path: [...path, "kubeadmConfigPatches", index], reason }],
    ),
    ...json.flatMap(({ patch }, index) =>
      namesAdded(patch).some(isAddressName)
        ? [{ path: [...path, "kubeadmConfigPatchesJSON6902", index, "patch"], reason }]
        : [],
    ),
  ]);
}

/** What a JSON patch puts among the names of API servers' certificates. */
function namesAdded(patch: string): string[] {
  return jsonPatchOperations(patch)
    .filter(({ path }) => String(path).startsWith("/apiServer/certSANs"))
    .flatMap((operation) => ("value" in operation ? [operation.value].flat() : []))
    .filter((value) => typeof value === "string");
}
