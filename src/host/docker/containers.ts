import { dirname, resolve } from "node:path/posix";
import type Docker from "dockerode";
import type { ContainerCreateOptions } from "dockerode";
import { PlatformError } from "../../model/errors.ts";
import type { Place } from "../../model/node-addresses.ts";
import { whyNotOwn } from "./own-containers.ts";
import { placeOn } from "./place.ts";
import { isGone, wrapped } from "./wrapped.ts";

/** A container in a list of the engine, running or not. */
export interface ListedContainer {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The network that it was made for. */
  readonly network: string | undefined;
  /** Whether it was made and has never run. */
  readonly neverRan: boolean;
}

/** A container as the engine tells it when it is asked for this one. */
export interface ContainerDetails {
  readonly id: string;
  readonly name: string;
  /** Its first process, on the engine's machine; 0 while it does not run. */
  readonly pid: number;
  readonly running: boolean;
  readonly hostname: string;
  /** The name that it was made from: "kindest/node:v1.37.0"; the engine may have given that to another image since. */
  readonly image: string;
  /** The engine's own id of its image. */
  readonly imageId: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Its addresses by the names of its networks; one that is down keeps the address that it was given. */
  readonly addresses: Readonly<Record<string, Place>>;
  /** What its ports are published on: "6443/tcp" by address and port of the host. */
  readonly ports: Readonly<Record<string, readonly { readonly address: string; readonly port: number }[]>>;
}

/** The containers of an engine. Every method throws PlatformError with one line. */
export class Containers {
  readonly #docker: () => Docker;

  constructor(docker: () => Docker) {
    this.#docker = docker;
  }

  /** All containers with a label, running or not: "key" or "key=value"; an engine that passes over filters tells more. */
  async labelled(label: string): Promise<ListedContainer[]> {
    return (await this.#list({ label: [label] })).filter(({ labels }) => hasLabel(labels, label));
  }

  /** All containers, running or not, whose name fits a pattern of the engine's own: "^/kc-a-worker". */
  named(pattern: string): Promise<ListedContainer[]> {
    return this.#list({ name: [pattern] });
  }

  details(name: string): Promise<ContainerDetails> {
    return wrapped(`docker inspect ${name}`, async () => {
      const { Id, Name, Image, State, Config, NetworkSettings } = await this.#docker().getContainer(name).inspect();
      const networks = Object.entries(NetworkSettings.Networks);
      const ports = Object.entries(NetworkSettings.Ports ?? {});
      return {
        id: Id,
        name: Name.slice(1),
        pid: State.Pid,
        running: State.Running,
        hostname: Config.Hostname,
        image: Config.Image,
        imageId: Image,
        labels: Config.Labels,
        addresses: Object.fromEntries(networks.map(([name, network]) => [name, placeOn(network)])),
        ports: Object.fromEntries(
          ports.map(([port, bindings]) => [
            port,
            (bindings ?? []).map(({ HostIp, HostPort }) => ({ address: HostIp, port: Number(HostPort) })),
          ]),
        ),
      };
    });
  }

  /** The text of a small file in a container, running or not, behind at most one link; throws where there is none. */
  file(name: string, path: string): Promise<string> {
    return wrapped(`docker cp ${name}:${path}`, async () => {
      const archive = await this.#archive(name, path);
      const link = linkOf(archive);
      return firstFileOf(link === undefined ? archive : await this.#archive(name, resolve(dirname(path), link)));
    });
  }

  async #archive(name: string, path: string): Promise<Buffer> {
    const archive = await this.#docker().getContainer(name).getArchive({ path });
    const pieces: Buffer[] = [];
    for await (const piece of archive) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  }

  /** Makes a container and starts it. */
  start(options: ContainerCreateOptions): Promise<void> {
    return wrapped(`docker run ${options.name}`, async () => {
      const container = await this.#docker().createContainer(options);
      await container.start();
    });
  }

  /**
   * Removes a container of the harness with its volumes, running or not; one that is gone, or on its way, is fine.
   * PlatformError "not-ours" for any other.
   */
  remove(id: string): Promise<void> {
    return wrapped(`docker rm ${id}`, async () => {
      try {
        const { Id, Config, HostConfig } = await this.#docker().getContainer(id).inspect();
        const why = whyNotOwn({ labels: Config.Labels, network: HostConfig.NetworkMode });
        if (why !== undefined) throw new PlatformError("not-ours", `${id} is not removed: ${why}`);
        await this.#docker().getContainer(Id).remove({ force: true, v: true });
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    });
  }

  #list(filters: Record<string, string[]>): Promise<ListedContainer[]> {
    return wrapped("docker ps", async () => {
      const found = await this.#docker().listContainers({ all: true, filters });
      return found.map(({ Id, Names, Labels, HostConfig, State }) => ({
        id: Id,
        name: Names[0]?.slice(1) ?? Id,
        labels: Labels,
        network: HostConfig.NetworkMode,
        neverRan: State === "created",
      }));
    });
  }
}

/** The text of the first file in a tar archive: its size stands in octal digits at 124, its text follows a block of 512. */
function firstFileOf(archive: Buffer): string {
  const size = Number.parseInt(archive.toString("latin1", 124, 136), 8);
  return archive.toString("utf8", 512, 512 + size);
}

/** Where a symbolic link leads that stands first in an archive of tar; undefined where it is none (POSIX ustar). */
function linkOf(archive: Buffer): string | undefined {
  if (archive.toString("latin1", 156, 157) !== "2") return undefined;
  return archive.toString("utf8", 157, 257).replace(/\0.*$/s, "");
}

function hasLabel(labels: Readonly<Record<string, string>>, label: string): boolean {
  const [key = "", ...value] = label.split("=");
  return key in labels && (value.length === 0 || labels[key] === value.join("="));
}
