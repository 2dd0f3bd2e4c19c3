import { connect } from "node:tls";

/**
 * Whether a TLS server behind a port on 127.0.0.1 completes a handshake within the time limit; whose certificate it
 * shows does not matter.
 */
export function answersTls(port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (answer: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false }, () => end(true));
    const timer = setTimeout(() => end(false), timeoutMs);
    socket.on("error", () => end(false));
    socket.on("close", () => end(false));
  });
}
