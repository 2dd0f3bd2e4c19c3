import { checkServerIdentity, connect, type PeerCertificate, type SecureContext, type TLSSocket } from "node:tls";

/** Where a connection goes and how its other end is recognised. */
export interface HttpTarget {
  readonly host: string;
  readonly port: number;
  /** Built once: a context for every connection costs more than the connection. */
  readonly context: SecureContext;
  /** Name that the server's certificate must carry. */
  readonly serverName: string;
}

/** One TLS connection, numbered over the whole run. */
export interface HttpConnection {
  readonly socket: TLSSocket;
  readonly number: number;
  /** Names in the server's certificate, as Node writes them: "DNS:kc-a-control-plane, IP Address:…". */
  readonly names: string;
}

/** A connection on its way: the socket can be destroyed at once, `done` then rejects. */
export interface Dialling {
  readonly socket: TLSSocket;
  readonly number: number;
  readonly done: Promise<HttpConnection>;
}

const verified = new Map<string, boolean>();

/** Opens a TCP connection and a full TLS handshake on it; no session of an earlier one is resumed. */
export function dial(target: HttpTarget, number: number): Dialling {
  let names = "";
  const socket = connect({
    host: target.host,
    port: target.port,
    servername: target.serverName,
    secureContext: target.context,
    checkServerIdentity: (name, certificate) => {
      names = certificate.subjectaltname ?? "";
      return identityError(name, certificate);
    },
  });
  const done = new Promise<HttpConnection>((resolve, reject) => {
    socket.once("secureConnect", () => resolve({ socket, number, names }));
    // Stays on for the socket's whole life: an idle connection that is reset must not end the process.
    socket.on("error", reject);
    socket.once("close", () => reject(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
  });
  return { socket, number, done };
}

/** Node's own check of the name, its positive answers remembered: every connection meets one of a few certificates. */
function identityError(name: string, certificate: PeerCertificate): Error | undefined {
  const key = `${name} ${certificate.subjectaltname}`;
  if (verified.get(key)) return undefined;
  const error = checkServerIdentity(name, certificate);
  if (error === undefined) verified.set(key, true);
  return error;
}
