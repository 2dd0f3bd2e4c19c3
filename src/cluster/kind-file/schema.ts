import type { Shape } from "./decode.ts";

const text: Shape = { is: "text" };
const texts: Shape = { is: "list", of: text };
const boolean: Shape = { is: "boolean" };
const integer: Shape = { is: "integer" };

const jsonPatches: Shape = {
  is: "list",
  of: { is: "fields", fields: { group: text, version: text, kind: text, patch: text } },
};

const propagations = ["", "None", "HostToContainer", "Bidirectional"];
const protocols = ["", "TCP", "UDP", "SCTP"];

const mount: Shape = {
  is: "fields",
  fields: { containerPath: text, hostPath: text, readOnly: boolean, selinuxRelabel: boolean, propagation: text },
  check: ({ propagation = "" }) =>
    propagations.includes(String(propagation))
      ? undefined
      : `propagation ${JSON.stringify(propagation)} is none of None, HostToContainer, Bidirectional`,
};

const portMapping: Shape = {
  is: "fields",
  fields: { containerPort: integer, hostPort: integer, listenAddress: text, protocol: text },
  check: ({ protocol = "" }) =>
    protocols.includes(String(protocol).toUpperCase())
      ? undefined
      : `protocol ${JSON.stringify(protocol)} is none of TCP, UDP, SCTP`,
};

const node: Shape = {
  is: "fields",
  fields: {
    role: text,
    image: text,
    labels: { is: "map", of: text },
    extraMounts: { is: "list", of: mount },
    extraPortMappings: { is: "list", of: portMapping },
    kubeadmConfigPatches: texts,
    kubeadmConfigPatchesJSON6902: jsonPatches,
  },
};

const networking: Shape = {
  is: "fields",
  fields: {
    ipFamily: text,
    apiServerPort: integer,
    apiServerAddress: text,
    podSubnet: text,
    serviceSubnet: text,
    disableDefaultCNI: boolean,
    kubeProxyMode: text,
    dnsSearch: texts,
  },
};

/** A kind configuration as kind's own types have it (kind pkg/apis/config/v1alpha4/types.go and yaml.go). */
export const clusterShape: Shape = {
  is: "fields",
  fields: {
    kind: text,
    apiVersion: text,
    name: text,
    nodes: { is: "list", of: node },
    networking,
    featureGates: { is: "map", of: boolean },
    runtimeConfig: { is: "map", of: text },
    kubeadmConfigPatches: texts,
    kubeadmConfigPatchesJSON6902: jsonPatches,
    containerdConfigPatches: texts,
    containerdConfigPatchesJSON6902: texts,
  },
};

/** What kind reads first, to know what the rest is. */
export const typeShape: Shape = { is: "fields", fields: { kind: text, apiVersion: text }, open: true };
