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
const shapes: Readonly<Record<string, BalancerShape>> = {
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
};

/**
 * The two load balancers that a configuration asks for by the name of a virtual address among the names of its API
 * servers' certificates; undefined where it asks for none, and kind's own is all that there is.
 */
export function balancersOf(config: KindConfig): BalancerShape | undefined {
  const names = (config.kubeadmConfigPatches ?? [])
    .flatMap(documentsOf)
    .flatMap((document) => patchSchema.safeParse(document).data?.apiServer.certSANs ?? []);
  return names.map((name) => shapes[name]).find((shape) => shape !== undefined);
}

/** The configuration as kind gets it: the address in the place of its name. */
export function withVirtualAddress(config: KindConfig, address: string): KindConfig {
  if (balancersOf(config) === undefined) return config;
  const placed = (document: unknown): unknown => {
    const patch = patchSchema.safeParse(document).data;
    if (patch === undefined) return document;
    const certSANs = patch.apiServer.certSANs.map((name) => (name in shapes ? address : name));
    return { ...patch, apiServer: { ...patch.apiServer, certSANs } };
  };
  return {
    ...config,
    kubeadmConfigPatches: (config.kubeadmConfigPatches ?? []).map((text) => {
      const documents = documentsOf(text);
      const isMeant = documents.some((document) => patchSchema.safeParse(document).success);
      return isMeant ? documents.map((document) => stringify(placed(document), yaml11)).join("---\n") : text;
    }),
  };
}
