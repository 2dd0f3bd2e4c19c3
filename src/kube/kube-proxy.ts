import { UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { TunnelProxy } from "../net/tunnel.ts";
import { environmentProxy } from "./environment-proxy.ts";
import type { ClusterEntry } from "./kubeconfig-entries.ts";

/** A proxy before a server. */
export interface KubeProxy {
  /** With its password: never for a message. */
  readonly href: string;
  /** For a message: "http://proxy:3128 (proxy-url)". */
  readonly words: string;
  readonly tunnel: TunnelProxy;
}

const ports: Readonly<Record<string, number>> = { "http:": 80, "https:": 443, "socks5:": 1_080, "socks5h:": 1_080 };

const schemes = "a proxy's scheme is http, https or socks5";

/**
 * The proxy before a server: the cluster's own, else that of the environment, as kubectl takes them. Throws UsageError for
 * one that is none.
 */
export function proxyOf(
  { "proxy-url": proxyUrl, "tls-server-name": serverName, "insecure-skip-tls-verify": insecure }: ClusterEntry,
  server: URL,
  where: string,
): KubeProxy | undefined {
  const trust = { serverName, insecure };
  if (proxyUrl !== undefined) {
    const at = `${where}: proxy-url`;
    // Go's programs take it from the environment alone.
    if (/^socks5h:/i.test(proxyUrl)) throw new UsageError(`${at} ${plainText(proxyUrl)}: ${schemes}`);
    return parseProxy(proxyUrl, at, "proxy-url", trust);
  }
  const found = environmentProxy(server, process.env);
  return found === undefined
    ? undefined
    : parseProxy(found.url, `the environment's ${found.variable}`, found.variable, trust);
}

function parseProxy(
  text: string,
  where: string,
  source: string,
  { serverName, insecure }: { serverName: string | undefined; insecure: boolean },
): KubeProxy {
  const url = URL.parse(text);
  const port = ports[url?.protocol ?? ""];
  if (url === null || url.hostname === "")
    throw new UsageError(`${where} "${plainText(text)}" is no URL: write for example http://proxy:3128`);
  if (port === undefined) throw new UsageError(`${where} ${plainText(text)}: ${schemes}`);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const shown = new URL(url);
  shown.username = "";
  shown.password = "";
  const login = { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  return {
    href: url.href,
    words: plainText(`${shown.href.replace(/\/+$/, "")} (${source})`),
    tunnel: {
      speaks: url.protocol === "http:" ? "http" : url.protocol === "https:" ? "https" : "socks5",
      host,
      port: Number(url.port || port),
      // As Go's transport has it: what is told of the server's certificate holds for the proxy's as well.
      serverName: serverName ?? host,
      insecure,
      ...(url.username === "" ? {} : { login }),
    },
  };
}
