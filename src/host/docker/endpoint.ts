import { Agent } from "node:https";
import type { DockerOptions } from "dockerode";
import { UsageError } from "../../model/errors.ts";

/** How an engine's certificate is checked, and who asks. */
export interface EngineTls {
  readonly verify: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Where an engine listens. */
export type Endpoint =
  | { readonly kind: "unix"; readonly path: string }
  | {
      readonly kind: "tcp";
      readonly host: string;
      readonly port: number;
      readonly path: string;
      readonly tls: EngineTls | undefined;
    };

/** Where Docker's own packages let it listen; the docker command's default. */
const usualSocket = "/var/run/docker.sock";
/** The docker command's own defaults, without and with TLS. */
const usualPort = { plain: 2_375, tls: 2_376 };

/**
 * Reads an endpoint as the docker command does; `source` says in an error where it comes from. Throws UsageError for
 * one that is none, or that cannot be used here.
 */
export function parseEndpoint(source: string, text: string, tls: EngineTls | undefined): Endpoint {
  const host = text.trim();
  const [, scheme = "tcp", rest = ""] = /^(?:([^:/]*):\/\/)?(.*)$/s.exec(host) ?? [];
  if (host === "") return { kind: "unix", path: usualSocket };
  if (scheme === "unix") return { kind: "unix", path: rest || usualSocket };
  if (scheme === "tcp" || scheme === "http" || scheme === "https") return tcpEndpoint(source, scheme, rest, tls);
  if (["ssh", "npipe", "fd"].includes(scheme))
    throw new UsageError(
      `${source}: ${scheme}:// engines cannot be used, since the ports of their nodes are not on this machine's loopback: give its socket by unix:// or tcp://`,
    );
  throw new UsageError(`${source}: "${host}" is no engine: write unix:///path/to/docker.sock or tcp://host:port`);
}

function tcpEndpoint(source: string, scheme: string, rest: string, tls: EngineTls | undefined): Endpoint {
  try {
    const { hostname, port, pathname } = new URL(
      `http://${rest === "" || /^[:/]/.test(rest) ? "localhost" : ""}${rest}`,
    );
    const usual = tls === undefined ? usualPort.plain : usualPort.tls;
    // What is no special port for docker is left out by URL: it is the one of http.
    const given = port === "" && /:80(?:\/|$)/.test(rest) ? 80 : Number(port);
    return { kind: "tcp", host: hostname.replace(/^\[|\]$/g, ""), port: given || usual, path: pathname, tls };
  } catch (cause) {
    throw new UsageError(`${source}: "${scheme}://${rest}" is no address: write tcp://host:port`, { cause });
  }
}

/** An endpoint as the docker command writes it. */
export function describeEndpoint(endpoint: Endpoint): string {
  if (endpoint.kind === "unix") return `unix://${endpoint.path}`;
  const host = endpoint.host.includes(":") ? `[${endpoint.host}]` : endpoint.host;
  return `tcp://${host}:${endpoint.port}${endpoint.path === "/" ? "" : endpoint.path}`;
}

/** Whether an engine is asked through this machine's own sockets or loopback; a port of it may still lead elsewhere. */
export function isOnThisHost(endpoint: Endpoint): boolean {
  return endpoint.kind === "unix" || /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(endpoint.host);
}

/** What dockerode needs to reach an endpoint; it overrides all that dockerode would read from the environment. */
export function dockerodeOptions(endpoint: Endpoint): DockerOptions {
  const nothing = { host: undefined, port: undefined, ca: undefined, cert: undefined, key: undefined };
  if (endpoint.kind === "unix")
    return { ...nothing, protocol: "http", pathPrefix: "/", socketPath: endpoint.path } as DockerOptions;
  const { host, port, path, tls } = endpoint;
  const common = { ...nothing, socketPath: undefined, host, port, pathPrefix: path };
  if (tls === undefined) return { ...common, protocol: "http" } as DockerOptions;
  const { verify, ...material } = tls;
  const agent = new Agent({ ...material, rejectUnauthorized: verify, keepAlive: false });
  return { ...common, protocol: "https", ...material, agent } as DockerOptions;
}
