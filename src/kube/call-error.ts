import { PlatformError } from "../model/errors.ts";

/** The codes of undici by those of the sockets that mean the same. */
const socketCodes: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: "ETIMEDOUT",
  UND_ERR_HEADERS_TIMEOUT: "ETIMEDOUT",
  UND_ERR_BODY_TIMEOUT: "ETIMEDOUT",
  UND_ERR_SOCKET: "ECONNRESET",
  UND_ERR_PRX_TLS: "EPROXY",
  UND_ERR_PRX_CONN: "EPROXY",
};

/**
 * Why a call through the client library had no whole answer: the error of the socket, of TLS or of the parser, which the
 * library wraps, as a PlatformError with its code; one of code "ETIMEDOUT" where the time was over.
 */
export function callError(error: unknown, timeoutMs: number): Error {
  if ((error as Error).name === "TimeoutError" || (error as Error).name === "AbortError")
    return new PlatformError("ETIMEDOUT", `no answer within ${timeoutMs / 1_000} s`, { cause: error });
  const found = innermost(error);
  const code = (found as NodeJS.ErrnoException).code ?? "";
  if (/^Proxy Authentication Required/.test(found.message))
    return new PlatformError("EPROXY", "the proxy refused: 407 Proxy Authentication Required", { cause: error });
  // What has no code is nobody's answer, but a mistake of ours.
  return code === "" ? found : new PlatformError(socketCodes[code] ?? code, found.message, { cause: error });
}

function innermost(error: unknown): Error {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return innermost(error.errors[0]);
  const { cause, code } = error as NodeJS.ErrnoException;
  if (cause instanceof Error && (code === undefined || code.startsWith("UND_ERR"))) return innermost(cause);
  return error instanceof Error ? error : new Error(String(error));
}
