import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { getCACertificates } from "node:tls";
import { messageOf, UsageError } from "../model/errors.ts";
import type { ExecPlugin, KubeContext } from "./kubeconfig-file.ts";

/** Where a kubeconfig's cluster is, and how it is recognised. */
export interface KubeServer {
  /** As it is written: "https://10.0.0.1:6443". */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Path before every other, without a slash at its end; mostly empty. */
  readonly basePath: string;
  readonly serverName: string;
  readonly insecure: boolean;
  /** PEM of the authorities that may sign its certificate: the cluster's own, else the system's. */
  readonly ca: string | string[];
  /** The kubeconfig's own authority, not the system's. */
  readonly ownCa: boolean;
}

/** How a kubeconfig's user shows who it is. */
export type IdentitySource =
  | { readonly is: "certificate"; readonly cert: string; readonly key: string }
  | { readonly is: "token"; readonly token: string }
  | { readonly is: "token-file"; readonly path: string }
  | { readonly is: "exec"; readonly plugin: ExecPlugin; readonly folder: string }
  | { readonly is: "nobody" };

/** What is known of a context's cluster; throws UsageError for what is wrong or not supported. */
export function serverOf(context: KubeContext): KubeServer {
  const { cluster } = context;
  const where = `${context.file}: cluster ${context.clusterName}`;
  if (cluster["proxy-url"])
    throw new UsageError(`${where}: proxy-url is not supported: reach the server without a proxy`);
  const url = parseUrl(cluster.server, where);
  const insecure = cluster["insecure-skip-tls-verify"] === true;
  const own = fileOrData(context, "certificate-authority", cluster);
  if (insecure && own !== undefined)
    throw new UsageError(`${where}: insecure-skip-tls-verify and a certificate-authority exclude each other`);
  if (own !== undefined && !own.includes("-----BEGIN CERTIFICATE-----"))
    throw new UsageError(`${where}: its certificate-authority holds no PEM certificate`);
  return {
    url: cluster.server,
    // Node wants an IPv6 address without its brackets.
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(url.port || 443),
    basePath: url.pathname.replace(/\/+$/, ""),
    serverName: cluster["tls-server-name"] ?? url.hostname.replace(/^\[(.*)\]$/, "$1"),
    insecure,
    ca: own ?? systemAuthorities(),
    ownCa: own !== undefined,
  };
}

/** How a context's user shows who it is; throws UsageError for what is wrong or not supported. */
export function identityOf(context: KubeContext): IdentitySource {
  const { user, file } = context;
  const where = `${file}: user ${context.userName ?? "(none)"}`;
  for (const refused of ["auth-provider", "username", "as"]) {
    if (user[refused])
      throw new UsageError(`${where}: ${refused} is not supported: use a certificate, a token or exec`);
  }
  if (user.exec) return { is: "exec", plugin: user.exec, folder: dirname(resolve(file)) };
  if (user.token !== undefined) return { is: "token", token: user.token };
  if (user.tokenFile !== undefined) return { is: "token-file", path: resolve(dirname(file), user.tokenFile) };
  const cert = fileOrData(context, "client-certificate", user);
  const key = fileOrData(context, "client-key", user);
  if (cert === undefined && key === undefined) return { is: "nobody" };
  if (cert === undefined || key === undefined)
    throw new UsageError(`${where}: has a client-${cert === undefined ? "key" : "certificate"} alone: both are needed`);
  return { is: "certificate", cert, key };
}

function parseUrl(server: string, where: string): URL {
  const url = URL.parse(server);
  if (url === null)
    throw new UsageError(`${where}: server "${server}" is no URL: write for example https://10.0.0.1:6443`);
  if (url.protocol !== "https:") throw new UsageError(`${where}: server ${server}: only https is measured`);
  return url;
}

/** A PEM text that is given in base64 or as a file beside the kubeconfig; undefined where neither is. */
function fileOrData(
  { file, clusterName, userName }: KubeContext,
  key: "certificate-authority" | "client-certificate" | "client-key",
  from: Readonly<Record<string, unknown>>,
): string | undefined {
  const data = from[`${key}-data`];
  if (typeof data === "string") return Buffer.from(data, "base64").toString("utf8");
  const path = from[key];
  if (typeof path !== "string") return undefined;
  try {
    return readFileSync(resolve(dirname(file), path), "utf8");
  } catch (error) {
    const whose = key === "certificate-authority" ? `cluster ${clusterName}` : `user ${userName}`;
    throw new UsageError(`${file}: ${whose}: ${key} cannot be read: ${messageOf(error)}`);
  }
}

/** What this system trusts, as other programs on it do; Node's own list where the system has none. */
function systemAuthorities(): string[] {
  const system = getCACertificates("system");
  return system.length > 0 ? system : getCACertificates("bundled");
}
