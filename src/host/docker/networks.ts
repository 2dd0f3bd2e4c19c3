import type Docker from "dockerode";
import { PlatformError } from "../../model/errors.ts";
import type { Place } from "../../model/node-addresses.ts";
import { isOwnNetwork, relayLabel } from "./own-containers.ts";
import { pinnedAt } from "./place.ts";
import { reasonOf, wrapped } from "./wrapped.ts";

/** A network in a list of the engine. */
export interface ListedNetwork {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The networks of an engine. Every method throws PlatformError with one line. */
export class Networks {
  readonly #docker: () => Docker;

  constructor(docker: () => Docker) {
    this.#docker = docker;
  }

  /** All networks with a label. */
  labelled(label: string): Promise<ListedNetwork[]> {
    return this.#list({ label: [label] });
  }

  /** All networks whose name fits a pattern of the engine's own: "^kc-a$". */
  named(pattern: string): Promise<ListedNetwork[]> {
    return this.#list({ name: [pattern] });
  }

  /** The subnet of a network in IPv4, "172.30.0.0/24"; "" where it has none. */
  subnet(name: string): Promise<string> {
    return wrapped(`docker network inspect ${name}`, async () => {
      const { IPAM } = await this.#docker().getNetwork(name).inspect();
      return IPAM?.Config?.find(({ Subnet = "" }) => !Subnet.includes(":"))?.Subnet ?? "";
    });
  }

  /**
   * Whether containers of a network get the addresses that the engine is told; undefined where its answer does not show
   * that, and only a try does.
   */
  pins(name: string): Promise<boolean | undefined> {
    return wrapped(`docker network inspect ${name}`, async () => {
      const { IPAM } = await this.#docker().getNetwork(name).inspect();
      return pinsIn(IPAM?.Config ?? []);
    });
  }

  /** Tries it with a relay of the harness, which is on the network already, at its own address. */
  tryPin(name: string, relay: string, place: Place): Promise<boolean> {
    return wrapped(`docker network connect --ip ${place.address} ${name} ${relay}`, async () => {
      const { Id, Config } = await this.#docker().getContainer(relay).inspect();
      if (Config.Labels[relayLabel] === undefined) throw new PlatformError("not-ours", `${relay} is no relay`);
      const network = this.#docker().getNetwork(name);
      await network.disconnect({ Container: Id, Force: true });
      try {
        await network.connect({ Container: Id, EndpointConfig: { IPAMConfig: pinnedAt(place) } });
        return true;
      } catch (error) {
        if (/user.specified IP address|user.configured subnet/i.test(reasonOf(error))) return false;
        throw error;
      }
    });
  }

  /**
   * Makes a bridge with subnets of its own, with IPv6 where one of them is of IPv6; PlatformError "subnet-taken" where another network has it, "network" where
   * it cannot be made at all.
   */
  async create(name: string, subnets: readonly string[], labels: Readonly<Record<string, string>>): Promise<void> {
    try {
      await this.#docker().createNetwork({
        Name: name,
        Driver: "bridge",
        IPAM: { Driver: "default", Config: subnets.map((Subnet) => ({ Subnet })) },
        EnableIPv6: subnets.some((subnet) => subnet.includes(":")),
        Labels: { ...labels },
        Options: { "com.docker.network.bridge.enable_ip_masquerade": "true" },
      });
    } catch (cause) {
      const reason = reasonOf(cause);
      const taken = /overlap|in use|conflict/i.test(reason) && !/already exists/.test(reason);
      const code = taken ? "subnet-taken" : "network";
      throw new PlatformError(code, `the network ${name} cannot be made: ${reason}`, { cause });
    }
  }

  /** Removes a network of the harness; one that is gone already is fine. PlatformError "not-ours" for any other. */
  async remove(name: string): Promise<void> {
    try {
      const { Id, Name, Labels } = await this.#docker().getNetwork(name).inspect();
      if (!isOwnNetwork({ name: Name, labels: Labels ?? {} }))
        throw new PlatformError("not-ours", `the network ${name} is not removed: the harness did not make it`);
      await this.#docker().getNetwork(Id).remove();
    } catch (cause) {
      if (cause instanceof PlatformError) throw cause;
      if ((cause as { statusCode?: number }).statusCode === 404) return;
      throw new PlatformError("network", `the network ${name} cannot be removed: ${reasonOf(cause)}`, { cause });
    }
  }

  #list(filters: Record<string, string[]>): Promise<ListedNetwork[]> {
    return wrapped("docker network ls", async () => {
      const found = await this.#docker().listNetworks({ filters });
      return found.map(({ Name, Labels }) => ({ name: Name, labels: Labels ?? {} }));
    });
  }
}

/** A range of addresses of a network, as the engine tells it. */
interface Range {
  readonly Subnet?: string | undefined;
  readonly Gateway?: string | undefined;
}

/**
 * Whether ranges are a person's, so that the engine takes addresses out of them that it is told. One that it chose itself
 * it tells with its gateway, one that it was given without, unless a gateway was given too (moby daemon/network.go,
 * buildIPAMResources). Where IPv6 has none and IPv4 has, IPv4's was chosen, as in the network that kind makes.
 */
export function pinsIn(ranges: readonly Range[]): boolean | undefined {
  const isOpen = ({ Gateway = "" }: Range) => Gateway === "";
  const [own, six] = [false, true].map((is) => ranges.filter(({ Subnet = "" }) => Subnet.includes(":") === is));
  if (own === undefined || own.length === 0) return false;
  if ([...own, ...(six ?? [])].every(isOpen)) return true;
  return !own.every(isOpen) && six?.some(isOpen) ? false : undefined;
}
