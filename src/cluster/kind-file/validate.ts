import type { KindConfig, KindPortMapping } from "../../model/topology.ts";
import { isAddress, plainAddress, subnetFamily } from "./addresses.ts";
import { networkingOf } from "./defaults.ts";

/** What is wrong, and where. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

const families = ["ipv4", "ipv6", "dual"];
const proxyModes = ["iptables", "ipvs", "nftables", "none"];

/** What kind refuses in a configuration that it could decode (kind pkg/internal/apis/config/validate.go), in its order. */
export function refusedByKind(config: KindConfig): Fault | undefined {
  return [...ofCluster(config), ...config.nodes.flatMap(ofNode), ...ofRoles(config)][0];
}

function ofCluster(config: KindConfig): Fault[] {
  const { ipFamily, podSubnet, serviceSubnet, kubeProxyMode, apiServerPort = 0 } = networkingOf(config);
  const name = config.name || "kind";
  return [
    /^[a-z0-9.-]+$/.test(name)
      ? []
      : fault(["name"], `${JSON.stringify(name)}: small letters, digits, dots and dashes only`),
    isPort(apiServerPort) ? [] : fault(["networking", "apiServerPort"], `${apiServerPort} is no port (-1 to 65535)`),
    families.includes(ipFamily) ? [] : fault(["networking", "ipFamily"], oneOf(ipFamily, families)),
    subnetFault("podSubnet", podSubnet, ipFamily),
    subnetFault("serviceSubnet", serviceSubnet, ipFamily),
    proxyModes.includes(kubeProxyMode) ? [] : fault(["networking", "kubeProxyMode"], oneOf(kubeProxyMode, proxyModes)),
  ].flat();
}

function ofNode({ role, extraPortMappings = [] }: KindConfig["nodes"][number], index: number): Fault[] {
  const roles = ["control-plane", "worker"];
  const ports = extraPortMappings.flatMap(({ hostPort = 0, containerPort = 0 }, place) => {
    const path = ["nodes", index, "extraPortMappings", place];
    return [
      isPort(hostPort) ? [] : fault([...path, "hostPort"], `${hostPort} is no port (-1 to 65535)`),
      isPort(containerPort) ? [] : fault([...path, "containerPort"], `${containerPort} is no port (-1 to 65535)`),
    ].flat();
  });
  return [
    ...(roles.includes(role) ? [] : fault(["nodes", index, "role"], oneOf(role, roles))),
    ...ports,
    ...clashes(extraPortMappings, index),
  ];
}

function ofRoles({ nodes }: KindConfig): Fault[] {
  return nodes.some(({ role }) => role === "control-plane") ? [] : fault(["nodes"], "has no control plane");
}

const anywhere = "0.0.0.0";

/** Mappings of one node that ask for the same port of the machine; 0 and -1 stand for any. */
function clashes(mappings: readonly KindPortMapping[], index: number): Fault[] {
  const taken = new Map<string, string[]>();
  for (const [place, { hostPort = 0, listenAddress = "", protocol = "" }] of mappings.entries()) {
    if (hostPort === 0 || hostPort === -1) continue;
    const path = ["nodes", index, "extraPortMappings", place];
    if (listenAddress !== "" && !isAddress(listenAddress))
      return fault([...path, "listenAddress"], `${JSON.stringify(listenAddress)} is no IP address`);
    const plain = plainAddress(listenAddress || anywhere);
    const address = plain === "::" ? anywhere : plain;
    const others = taken.get(`${hostPort}/${protocol}`) ?? [];
    if (others.length > 0 && (address === anywhere || others.includes(address) || others.includes(anywhere)))
      return fault(path, `port ${hostPort} of the machine is asked for twice`);
    taken.set(`${hostPort}/${protocol}`, [...others, address]);
  }
  return [];
}

function subnetFault(key: "podSubnet" | "serviceSubnet", text: string, family: string): Fault[] {
  const found = text.split(",").map(subnetFamily);
  const path = ["networking", key];
  const odd = text.split(",").find((_, index) => found[index] === undefined);
  if (odd !== undefined) return fault(path, `${JSON.stringify(odd)} is no subnet like 10.244.0.0/16`);
  if (family === "dual") {
    const both = found.length === 1 || (found.length === 2 && found.includes(4) && found.includes(6));
    return both ? [] : fault(path, "dual takes one subnet, or one of each family");
  }
  if (found.length > 1) return fault(path, `${family} takes one subnet`);
  if (family === "ipv4" && found[0] !== 4) return fault(path, "ipFamily ipv4 takes an IPv4 subnet");
  return family === "ipv6" && found[0] !== 6 ? fault(path, "ipFamily ipv6 takes an IPv6 subnet") : [];
}

function isPort(port: number): boolean {
  return port >= -1 && port <= 65_535;
}

function oneOf(found: string, wanted: readonly string[]): string {
  return `${JSON.stringify(found)} is none of ${wanted.join(", ")}`;
}

function fault(path: readonly PropertyKey[], reason: string): Fault[] {
  return [{ path, reason }];
}
