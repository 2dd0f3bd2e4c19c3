import { BlockList, isIP } from "node:net";

/** What the environment says of a way to a server. */
export interface EnvironmentProxy {
  /** With a scheme, and with its password where it has one. */
  readonly url: string;
  /** The variable that it comes from. */
  readonly variable: string;
}

/**
 * The proxy that the environment names for a server, by the rules of Go's programs (golang.org/x/net/http/httpproxy):
 * HTTPS_PROXY or HTTP_PROXY by the server's scheme, none for this machine itself nor for what NO_PROXY names.
 */
export function environmentProxy(
  server: URL,
  env: Readonly<Record<string, string | undefined>>,
): EnvironmentProxy | undefined {
  const name = server.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const variable = [name, name.toLowerCase()].find((each) => env[each]);
  if (variable === undefined) return undefined;
  const host = server.hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const port = server.port || (server.protocol === "https:" ? "443" : "80");
  if (isThisMachine(host) || isExcepted(host, port, env.NO_PROXY || env.no_proxy || "")) return undefined;
  const text = env[variable] ?? "";
  return { variable, url: /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}` };
}

function isThisMachine(host: string): boolean {
  return host === "localhost" || (isIP(host) > 0 && loopback.check(host, family(host)));
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether one of the words of NO_PROXY names the host: an address, a network, a domain with what is below it, or "*". */
function isExcepted(host: string, port: string, words: string): boolean {
  return words
    .split(",")
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== "")
    .some((word) => word === "*" || names(word, host, port));
}

function names(word: string, host: string, port: string): boolean {
  const network = /^([^/]+)\/(\d+)$/.exec(word);
  if (network?.[1] !== undefined) return isIP(host) > 0 && isWithin(host, network[1], Number(network[2]));
  const [, name = word, ofPort] = /^\[?(.*?)\]?:(\d+)$/.exec(isIP(word) > 0 ? "" : word) ?? [];
  if (ofPort !== undefined && ofPort !== port) return false;
  const bare = name.replace(/^\*(?=\.)/, "").replace(/^\[(.*)\]$/, "$1");
  if (isIP(bare) > 0) return isIP(host) > 0 && isWithin(host, bare, isIP(bare) === 4 ? 32 : 128);
  if (isIP(host) > 0) return false;
  return bare.startsWith(".") ? host.endsWith(bare) : host === bare || host.endsWith(`.${bare}`);
}

function isWithin(host: string, address: string, prefix: number): boolean {
  const most = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || prefix > most) return false;
  const list = new BlockList();
  list.addSubnet(address, prefix, family(address));
  return list.check(host, family(host));
}

function family(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
