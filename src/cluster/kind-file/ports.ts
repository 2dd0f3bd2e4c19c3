import type { KindConfig } from "../../model/topology.ts";
import { isAddress, plainAddress } from "./addresses.ts";
import { networkingOf } from "./defaults.ts";
import type { Fault } from "./validate.ts";

/** A port of the machine that a configuration asks for by its number. */
export interface FixedPort {
  readonly path: readonly PropertyKey[];
  readonly port: number;
  readonly protocol: "tcp" | "udp" | "sctp";
  /** "0.0.0.0" stands for any. */
  readonly address: string;
}

/** Published ports that kind takes and Docker refuses when some of the nodes are made already. */
export function portFaults(config: KindConfig): Fault[] {
  const { apiServerAddress } = networkingOf(config);
  const server = isAddress(apiServerAddress) ? [] : [noAddress(["networking", "apiServerAddress"], apiServerAddress)];
  const mappings = config.nodes.flatMap(({ extraPortMappings = [] }, index) =>
    extraPortMappings.flatMap(({ containerPort = 0, listenAddress = "" }, place): Fault[] => {
      const path = ["nodes", index, "extraPortMappings", place];
      if (listenAddress !== "" && !isAddress(listenAddress))
        return [noAddress([...path, "listenAddress"], listenAddress)];
      return containerPort > 0
        ? []
        : [{ path: [...path, "containerPort"], reason: "must be a port of the node: 1 to 65535" }];
    }),
  );
  const faults = [...server, ...mappings];
  return faults.length > 0 ? faults : clashes(fixedPorts(config));
}

/** The ports of the machine that a configuration asks for by their numbers, the API server's last. */
export function fixedPorts(config: KindConfig): FixedPort[] {
  const { apiServerAddress, apiServerPort = 0, ipFamily } = networkingOf(config);
  const anywhere = ipFamily === "ipv6" ? "::" : "0.0.0.0";
  const mappings = config.nodes.flatMap(({ extraPortMappings = [] }, index) =>
    extraPortMappings.map(({ hostPort = 0, listenAddress = "", protocol = "" }, place): FixedPort => {
      const path = ["nodes", index, "extraPortMappings", place];
      const lower = (protocol.toLowerCase() || "tcp") as FixedPort["protocol"];
      return { path, port: hostPort, protocol: lower, address: plainAddress(listenAddress || anywhere) };
    }),
  );
  const path = ["networking", "apiServerPort"];
  const server: FixedPort = { path, port: apiServerPort, protocol: "tcp", address: plainAddress(apiServerAddress) };
  return [...mappings, server].filter(({ port }) => port > 0);
}

/** Ports that two nodes, or a node and the API servers, ask for. */
function clashes(ports: readonly FixedPort[]): Fault[] {
  const isAny = (address: string) => address === "0.0.0.0" || address === "::";
  return ports.flatMap(({ path, port, protocol, address }, index) => {
    const other = ports
      .slice(0, index)
      .find((one) => one.port === port && one.protocol === protocol && overlaps(one.address, address));
    return other === undefined
      ? []
      : [{ path, reason: `port ${port} of the machine is asked for by another node, too` }];
  });

  function overlaps(a: string, b: string): boolean {
    return (
      a === b ||
      (isAny(a) && (isAny(b) || a.includes(":") === b.includes(":"))) ||
      (isAny(b) && a.includes(":") === b.includes(":"))
    );
  }
}

function noAddress(path: readonly PropertyKey[], text: string): Fault {
  return { path, reason: `${JSON.stringify(text)} is no IP address, and Docker takes no names here` };
}
