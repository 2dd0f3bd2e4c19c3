import { UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { ConnectProxy } from "../net/connect-proxy.ts";
import { environmentProxy } from "./environment-proxy.ts";

/** A proxy before a server. */
export interface KubeProxy {
  /** With its password: never for a message. */
  readonly href: string;
  /** For a message: "http://proxy:3128 (proxy-url)". */
  readonly words: string;
  /** How a tunnel is opened by HTTP CONNECT; undefined for a SOCKS proxy. */
  readonly connect: ConnectProxy | undefined;
}

const ports: Readonly<Record<string, number>> = { "http:": 80, "https:": 443, "socks5:": 1_080, "socks5h:": 1_080 };

/**
 * The proxy before a server: the cluster's own, else that of the environment, as kubectl takes them. Throws UsageError for
 * one that is none.
 */
export function proxyOf(proxyUrl: string | undefined, server: URL, where: string): KubeProxy | undefined {
  if (proxyUrl !== undefined) return parseProxy(proxyUrl, `${where}: proxy-url`, "proxy-url");
  const found = environmentProxy(server, process.env);
  return found === undefined ? undefined : parseProxy(found.url, `the environment's ${found.variable}`, found.variable);
}

function parseProxy(text: string, where: string, source: string): KubeProxy {
  const url = URL.parse(text);
  const port = ports[url?.protocol ?? ""];
  if (url === null || url.hostname === "")
    throw new UsageError(`${where} "${plainText(text)}" is no URL: write for example http://proxy:3128`);
  if (port === undefined)
    throw new UsageError(`${where} ${plainText(text)}: a proxy's scheme is http, https or socks5`);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const shown = new URL(url);
  shown.username = "";
  shown.password = "";
  const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return {
    href: url.href,
    words: plainText(`${shown.href.replace(/\/+$/, "")} (${source})`),
    connect: url.protocol.startsWith("socks")
      ? undefined
      : {
          host,
          port: Number(url.port || port),
          secure: url.protocol === "https:",
          serverName: host,
          insecure: false,
          ...(url.username === "" ? {} : { authorization: `Basic ${Buffer.from(login).toString("base64")}` }),
        },
  };
}
