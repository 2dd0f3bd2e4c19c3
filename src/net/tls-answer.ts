import { connect } from "node:tls";
import { PlatformError } from "../model/errors.ts";
import type { Loopback } from "../model/node-addresses.ts";

/** What a socket says when it is this machine that lacks something: then nothing was asked of the server. */
const ownFaults = [
  "EMFILE",
  "ENFILE",
  "ENOBUFS",
  "ENOMEM",
  "EADDRNOTAVAIL",
  "ENETUNREACH",
  "EACCES",
  "EPERM",
  "EINVAL",
];

/**
 * Whether a TLS server behind a port on loopback completes a handshake within the time limit; whose certificate it
 * shows does not matter. Throws PlatformError "look-failed" where this machine could not try.
 */
export function answersTls(port: number, timeoutMs: number, host: Loopback = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const end = (answer: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const socket = connect({ host, port, rejectUnauthorized: false }, () => end(true));
    const timer = setTimeout(() => end(false), timeoutMs);
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (ownFaults.includes(error.code ?? ""))
        reject(new PlatformError("look-failed", `port ${port} could not be tried: ${error.message}`));
      end(false);
    });
    socket.on("close", () => end(false));
  });
}
