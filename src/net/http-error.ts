/** How far an attempt had come when it ended. */
export interface AttemptProgress {
  /** TCP and TLS stood. */
  readonly connected: boolean;
  /** Some of the answer had arrived. */
  readonly answering: boolean;
}

const byCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ENETDOWN: "unreachable",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EPROXY: "proxy",
  // The measuring machine itself ran out of something: never the cluster's fault.
  EADDRNOTAVAIL: "local",
  EMFILE: "local",
  ENFILE: "local",
  ENOBUFS: "local",
  ENOMEM: "local",
};

/** OpenSSL's and Node's own codes for a certificate that does not convince or a handshake that breaks. */
const tlsCode =
  /^(ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH|INVALID_PURPOSE|EPROTO)/;

/** A certificate outside its time: at either end of it. */
const outsideItsTime = ["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"];
/** A certificate for somebody else. */
const wrongName = ["ERR_TLS_CERT_ALTNAME_INVALID", "HOSTNAME_MISMATCH"];

/** A certificate that did not convince, by the reason; every other trouble of a handshake is "tls" alone. */
function tlsClass(code: string): string {
  if (outsideItsTime.includes(code)) return "tls-expired";
  if (wrongName.includes(code)) return "tls-name";
  return /^(ERR_|EPROTO|CRL_)/.test(code) ? "tls" : "tls-ca";
}

/** The class of a failure without a whole answer, from the error of the socket or of the HTTP parser. */
export function errorClass(error: unknown, progress: AttemptProgress): string {
  const code = String((error as NodeJS.ErrnoException | undefined)?.code ?? "");
  if (tlsCode.test(code)) return tlsClass(code);
  if (code.startsWith("HPE_")) return "bad-answer";
  if (code === "ETIMEDOUT") return deadlineClass(progress);
  const named = byCode[code] ?? "reset";
  return named === "reset" && progress.answering ? "body-cut" : named;
}

/**
 * The class of an attempt that its deadline ended: was it the connection that never stood, or the answer that never
 * came?
 */
export function deadlineClass(progress: AttemptProgress): string {
  return progress.connected ? "hang" : "connect-timeout";
}
