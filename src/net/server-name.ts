import { isIP } from "node:net";
import { type ConnectionOptions, checkServerIdentity } from "node:tls";

/** Those of the options of a TLS connection that say whose certificate must be shown. */
type NameCheck = Required<Pick<ConnectionOptions, "servername" | "checkServerIdentity">>;

/**
 * Options of a TLS connection whose other end must carry this name, whatever host was connected to; an address is
 * looked for in the certificate alone, because it cannot be asked for by SNI (RFC 6066).
 */
export function nameCheck(serverName: string): NameCheck {
  return {
    servername: isIP(serverName) === 0 ? serverName : "",
    checkServerIdentity: (_, certificate) => checkServerIdentity(serverName, certificate),
  };
}

/** The name in the certificate of whoever answers at a host: what is published on loopback shows that of localhost. */
export function nameBehind(host: string): string {
  return host === "127.0.0.1" || host === "::1" ? "localhost" : host;
}
