import { isIP, connect as netConnect, type Socket } from "node:net";
import { connect, type PeerCertificate, type SecureContext, type TLSSocket } from "node:tls";
import type { HttpRequest } from "./http-exchange.ts";
import { openTunnel, type TunnelProxy } from "./tunnel.ts";

/**
 * What requests to the server of a kubeconfig carry beside their own; the authorization may be renewed while lanes run.
 */
export interface Addressing {
  /** For the header Host: "api.example.com:6443". */
  readonly authority: string;
  /** What goes before every path, for example "/k8s/clusters/c-1" where a proxy serves many clusters; else empty. */
  readonly basePath: string;
  /** Value of the header Authorization. */
  authorization?: string | undefined;
  /** Further headers by which somebody asks to be taken for somebody else. */
  readonly impersonation?: Readonly<Record<string, string[]>> | undefined;
}

/** Where a connection goes and how its other end is recognised. */
export interface HttpTarget {
  readonly host: string;
  readonly port: number;
  /**
   * Built once: a context for every connection costs more than the connection. Without one the connection is plain TCP.
   */
  readonly context?: SecureContext | undefined;
  /** Name that the server's certificate must carry. */
  readonly serverName: string;
  /** The other end is this very process, or the person asked for it: any certificate will do. */
  readonly own?: boolean;
  readonly addressing?: Addressing;
  /** The tunnel that every connection goes through; that it is opened is part of the connection's time. */
  readonly proxy?: TunnelProxy | undefined;
  /** The protocol asked for in the handshake; HTTP/1.1 without asking. */
  readonly protocol?: "h2";
}

/** One connection, numbered over the whole run. */
export interface HttpConnection {
  readonly socket: Socket;
  readonly number: number;
  /**
   * Names in the server's certificate, as Node writes them: "DNS:kc-a-control-plane, IP Address:…"; empty without TLS.
   */
  readonly names: string;
}

/** A connection on its way: the socket can be destroyed at once, `done` then rejects. */
export interface Dialling {
  readonly socket: Socket;
  readonly number: number;
  readonly done: Promise<HttpConnection>;
}

/**
 * Opens a TCP connection and, where the target has a context, a full TLS handshake on it; no session of an earlier one
 * is resumed.
 */
export function dial(target: HttpTarget, number: number): Dialling {
  const { context, proxy } = target;
  if (proxy !== undefined) return dialThrough(proxy, target, number);
  return context === undefined ? dialPlain(target, number) : dialTls(target, context, number);
}

/** The socket to the proxy is what can be given up at once; with it goes the TLS connection inside. */
function dialThrough(proxy: TunnelProxy, target: HttpTarget, number: number): Dialling {
  const { context, host, port } = target;
  const { socket, done } = openTunnel(proxy, host, port, context === undefined ? {} : { secureContext: context });
  const connection = done.then((tunnel) => {
    if (context === undefined) return { socket: tunnel, number, names: "" };
    const inside = dialTls(target, context, number, tunnel);
    tunnel.once("close", () => inside.socket.destroy());
    return inside.done;
  });
  return { socket, number, done: connection };
}

function dialPlain({ host, port }: HttpTarget, number: number): Dialling {
  const socket = netConnect({ host, port });
  return { socket, number, done: standing(socket, "connect", () => ({ socket, number, names: "" })) };
}

function dialTls(target: HttpTarget, context: SecureContext, number: number, tunnel?: Socket): Dialling {
  let names = "";
  const socket: TLSSocket = connect({
    ...(tunnel === undefined ? { host: target.host, port: target.port } : { socket: tunnel }),
    servername: isIP(target.serverName) === 0 ? target.serverName : "",
    secureContext: context,
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
  // Node checks no identity where the chain did not convince and that was not asked for.
  const unchecked = () => (target.own === true ? (socket.getPeerX509Certificate()?.subjectAltName ?? "") : "");
  // Before it asks for the check above (OpenSSL has verified the chain by then) Node turns the whole chain into objects
  // that nobody reads here: a third of the CPU of a new connection, measured with bench/probe-schedule.ts.
  socket.getPeerCertificate = () => ({}) as PeerCertificate & { issuerCertificate: never };
  return {
    socket,
    number,
    done: standing(socket, "secureConnect", () => ({ socket, number, names: names || unchecked() })),
  };
}

function standing(
  socket: Socket,
  event: "connect" | "secureConnect",
  connection: () => HttpConnection,
): Promise<HttpConnection> {
  return new Promise<HttpConnection>((resolve, reject) => {
    socket.once(event, () => resolve(connection()));
    // Stays on for the socket's whole life: an idle connection that is reset must not end the process.
    socket.on("error", reject);
    socket.once("close", () => reject(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
  });
}

/** A request as it goes to a target, with the name of the host that it is for. */
export function addressed(target: HttpTarget, request: HttpRequest): readonly [host: string, request: HttpRequest] {
  const { addressing } = target;
  if (addressing === undefined) return [hostHeader(target.serverName), request];
  const { authority, basePath, authorization, impersonation } = addressing;
  return [
    authority,
    {
      ...request,
      path: basePath + request.path,
      ...(authorization === undefined ? {} : { authorization }),
      ...(impersonation === undefined ? {} : { impersonation }),
    },
  ];
}

/** An address of IPv6 stands in brackets there; servers refuse any other (RFC 9110, 7.2). */
function hostHeader(name: string): string {
  return isIP(name) === 6 ? `[${name}]` : name;
}

function wrongName(name: string, names: string): Error {
  return Object.assign(new Error(`the certificate is for ${names}, not for ${name}`), {
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
  });
}
