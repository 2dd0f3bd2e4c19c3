import { stringify } from "yaml";
import { z } from "zod";
import type { LoadBalancerSettings, VirtualAddressSettings } from "../../model/settings.ts";
import type { KindConfig } from "../../model/topology.ts";
import { documentsOf } from "../kubeadm-patches.ts";

/** kind reads patches as YAML 1.1: a text "no" must not become a boolean there. */
const yaml11 = { version: "1.1" } as const;

const patchSchema = z.looseObject({
  kind: z.literal("ClusterConfiguration"),
  apiServer: z.looseObject({ certSANs: z.array(z.string()) }),
});

/** The load balancers that share an address, by what stands behind the cluster's name in theirs. */
export const balancerNames = ["balancer", "balancer2"] as const;

/** What two load balancers are made with. */
export interface BalancerShape {
  readonly loadBalancer: LoadBalancerSettings;
  readonly virtualAddress: VirtualAddressSettings;
}

/** HAProxy's checks of API servers: as often as kind's Envoy looks. */
const loadBalancer: LoadBalancerSettings = {
  kind: "haproxy",
  path: "/readyz",
  intervalMs: 2_000,
  timeoutMs: 2_000,
  unhealthyThreshold: 2,
  healthyThreshold: 2,
  connectTimeoutMs: 2_000,
};

/** Both advertise once a second, which is keepalived's default; the first is preferred. */
const priorities = [101, 100];

/**
 * The shapes by the names that a configuration has in its certSANs: settings that are quick, and those of kubeadm's own
 * example (kubernetes/kubeadm docs/ha-considerations.md: script every 3 s, fall 10, rise 2, weight −2, curl 2 s).
 */
const shapes: ReadonlyMap<string, BalancerShape> = new Map(
  Object.entries({
    "virtual-address": {
      loadBalancer,
      virtualAddress: {
        advertMs: 1_000,
        priorities,
        checkIntervalMs: 1_000,
        checkTimeoutMs: 1_000,
        fall: 2,
        rise: 2,
        weight: 0,
      },
    },
    "slow-virtual-address": {
      loadBalancer,
      virtualAddress: {
        advertMs: 1_000,
        priorities,
        checkIntervalMs: 3_000,
        checkTimeoutMs: 2_000,
        fall: 10,
        rise: 2,
        weight: -2,
      },
    },
  }),
);

/** Whether a name among those of certificates asks for load balancers. */
export function isAddressName(name: string): boolean {
  return shapes.has(name);
}

/** The names that ask for load balancers in a text of patches of kubeadm's configuration. */
export function addressNamesIn(patches: string): string[] {
  const names = documentsOf(patches).flatMap(
    (document) => patchSchema.safeParse(document).data?.apiServer.certSANs ?? [],
  );
  return names.filter(isAddressName);
}

/**
 * The two load balancers that a configuration asks for by the name of a virtual address among the names of its API
 * servers' certificates; undefined where it asks for none, and kind's own is all that there is.
 */
export function balancersOf({ kubeadmConfigPatches = [] }: KindConfig): BalancerShape | undefined {
  const [name] = kubeadmConfigPatches.flatMap(addressNamesIn);
  return name === undefined ? undefined : shapes.get(name);
}

/** The configuration as kind gets it: the address in the place of its name. */
export function withVirtualAddress(config: KindConfig, address: string): KindConfig {
  if (balancersOf(config) === undefined) return config;
  const placed = (document: unknown): unknown => {
    const patch = patchSchema.safeParse(document).data;
    if (patch === undefined) return document;
    const certSANs = patch.apiServer.certSANs.map((name) => (isAddressName(name) ? address : name));
    return { ...patch, apiServer: { ...patch.apiServer, certSANs } };
  };
  return {
    ...config,
    kubeadmConfigPatches: (config.kubeadmConfigPatches ?? []).map((text) =>
      addressNamesIn(text).length === 0
        ? text
        : documentsOf(text)
            .map((document) => stringify(placed(document), yaml11))
            .join("---\n"),
    ),
  };
}
