import { isIP } from "node:net";
import { connect, type PeerCertificate, type SecureContext, type TLSSocket } from "node:tls";

/** Where a connection goes and how its other end is recognised. */
export interface HttpTarget {
  readonly host: string;
  readonly port: number;
  /** Built once: a context for every connection costs more than the connection. */
  readonly context: SecureContext;
  /** Name that the server's certificate must carry. */
  readonly serverName: string;
  /** The other end is this very process: any certificate will do. */
  readonly own?: boolean;
  /** The protocol asked for in the handshake; HTTP/1.1 without asking. */
  readonly protocol?: "h2";
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

/** Opens a TCP connection and a full TLS handshake on it; no session of an earlier one is resumed. */
export function dial(target: HttpTarget, number: number): Dialling {
  let names = "";
  const socket: TLSSocket = connect({
    host: target.host,
    port: target.port,
    servername: isIP(target.serverName) === 0 ? target.serverName : "",
    secureContext: target.context,
    ...(target.protocol === undefined ? {} : { ALPNProtocols: [target.protocol] }),
    rejectUnauthorized: target.own !== true,
    checkServerIdentity: () => {
      const certificate = socket.getPeerX509Certificate();
      names = certificate?.subjectAltName ?? "";
      const known =
        isIP(target.serverName) === 0
          ? certificate?.checkHost(target.serverName)
          : certificate?.checkIP(target.serverName);
      return known === undefined ? wrongName(target.serverName, names) : undefined;
    },
  });
  // Before it asks for the check above (OpenSSL has verified the chain by then) Node turns the whole chain into objects that nobody
  // reads here: a third of the CPU of a new connection, measured with bench/probe-schedule.ts.
  socket.getPeerCertificate = () => ({}) as PeerCertificate & { issuerCertificate: never };
  const done = new Promise<HttpConnection>((resolve, reject) => {
    socket.once("secureConnect", () => resolve({ socket, number, names }));
    // Stays on for the socket's whole life: an idle connection that is reset must not end the process.
    socket.on("error", reject);
    socket.once("close", () => reject(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
  });
  return { socket, number, done };
}

function wrongName(name: string, names: string): Error {
  return Object.assign(new Error(`the certificate is for ${names}, not for ${name}`), {
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
  });
}
