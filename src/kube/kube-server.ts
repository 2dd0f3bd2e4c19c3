import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { getCACertificates } from "node:tls";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import { type KubeProxy, proxyOf } from "./kube-proxy.ts";
import type { ClusterEntry } from "./kubeconfig-entries.ts";
import { type Placed, pathBeside, placeOf } from "./merged-kubeconfig.ts";

/** Where a kubeconfig's cluster is, and how it is recognised. */
export interface KubeServer {
  /** As it is written, without a password: "https://10.0.0.1:6443". */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Path before every other, without a slash at its end; mostly empty. */
  readonly basePath: string;
  /** HTTPS; plain HTTP otherwise. */
  readonly secure: boolean;
  readonly serverName: string;
  readonly insecure: boolean;
  /** PEM of the authorities that may sign its certificate: the cluster's own, else the system's. */
  readonly ca: string | string[];
  /** The kubeconfig's own authority, not the system's. */
  readonly ownCa: boolean;
  /** What every connection goes through: the cluster's proxy-url, else the environment's. */
  readonly proxy?: KubeProxy | undefined;
  /** What an exec plugin is told of it that asks for it, as client-go's ExecCredential has it. */
  readonly forPlugins: object;
  /** User and password in the URL of the server, which kubectl shows where nothing else is shown. */
  readonly login?: string | undefined;
}

/** What is known of a cluster; throws UsageError for what is wrong or not spoken. */
export function serverOf(cluster: Placed<ClusterEntry>): KubeServer {
  const { entry } = cluster;
  const where = placeOf("cluster", cluster);
  const insecure = entry["insecure-skip-tls-verify"];
  const own = pemOf(cluster, where, "certificate-authority", entry);
  if (insecure && own !== undefined)
    throw new UsageError(`${where}: insecure-skip-tls-verify and a certificate-authority exclude each other`);
  if (own !== undefined && !own.includes("-----BEGIN CERTIFICATE-----"))
    throw new UsageError(`${where}: its certificate-authority holds no PEM certificate`);
  const url = parseServer(entry.server, where);
  // Node wants an IPv6 address without its brackets.
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const secure = url.protocol === "https:";
  return {
    url: plainText(withoutLogin(url)),
    host,
    port: Number(url.port || (secure ? 443 : 80)),
    basePath: encodeURI(posix.normalize(decodeURIComponent(url.pathname))).replace(/\/$/, ""),
    secure,
    serverName: entry["tls-server-name"] ?? host,
    insecure,
    ca: own ?? systemAuthorities(),
    ownCa: own !== undefined,
    proxy: proxyOf(entry, url, where),
    forPlugins: {
      server: url.href.replace(/\/$/, ""),
      ...(entry["tls-server-name"] === undefined ? {} : { "tls-server-name": entry["tls-server-name"] }),
      ...(insecure ? { "insecure-skip-tls-verify": true } : {}),
      ...(own === undefined ? {} : { "certificate-authority-data": Buffer.from(own).toString("base64") }),
      ...(entry["proxy-url"] === undefined ? {} : { "proxy-url": entry["proxy-url"] }),
      ...pluginConfig(entry),
    },
    login: url.username === "" ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`,
  };
}

/** A PEM text that is given in base64, or as a file beside its kubeconfig; undefined where neither is. */
export function pemOf(
  placed: Placed<unknown>,
  where: string,
  key: "certificate-authority" | "client-certificate" | "client-key",
  from: Readonly<Record<string, unknown>>,
): string | undefined {
  const data = from[`${key}-data`];
  const path = from[key];
  if (typeof data === "string" && typeof path === "string")
    throw new UsageError(`${where}: has ${key} and ${key}-data: leave one of them out`);
  if (typeof data === "string") {
    if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(data))
      throw new UsageError(`${where}: ${key}-data is not base64: base64 -w0 makes it of a PEM file`);
    return Buffer.from(data, "base64").toString("utf8");
  }
  if (typeof path !== "string") return undefined;
  try {
    return readFileSync(pathBeside(placed, path), "utf8");
  } catch (error) {
    throw new UsageError(`${where}: ${key} cannot be read: ${plainText(messageOf(error))}`);
  }
}

function parseServer(server: string | undefined, where: string): URL {
  if (server === undefined) throw new UsageError(`${where}: has no server: write for example https://10.0.0.1:6443`);
  // What has no scheme is plain HTTP for kubectl, whatever else of TLS is configured.
  const bare = !/^[a-z][a-z0-9+.-]*:\/\//i.test(server);
  const url = URL.parse(bare ? `http://${server}` : server);
  if (url === null || url.hostname === "" || (bare && url.pathname !== "/"))
    throw new UsageError(`${where}: server "${plainText(server)}" is no URL: write for example https://10.0.0.1:6443`);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new UsageError(`${where}: server ${plainText(server)}: only https and http are spoken`);
  return url;
}

/** What a cluster's entry has for its exec plugin alone. */
function pluginConfig({ extensions }: ClusterEntry): { config?: unknown } {
  const list = Array.isArray(extensions) ? (extensions as { name?: unknown; extension?: unknown }[]) : [];
  const found = list.find((one) => one?.name === "client.authentication.k8s.io/exec");
  return found === undefined ? {} : { config: found.extension };
}

function withoutLogin(url: URL): string {
  const shown = new URL(url);
  shown.username = "";
  shown.password = "";
  return shown.href.replace(/\/+$/, "");
}

/** What this system trusts, as other programs on it do; Node's own list where the system has none. */
function systemAuthorities(): string[] {
  const system = getCACertificates("system");
  return system.length > 0 ? system : getCACertificates("bundled");
}
