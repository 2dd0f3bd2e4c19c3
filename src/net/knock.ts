import { connect } from "node:net";

/** How a TCP port answers who knocks: it takes connections, refuses them, or says nothing in time. */
export type Knock = "accepts" | "refuses" | "silent";

/** How long an answer is waited for, milliseconds: on loopback and a bridge it comes within one. */
const waitMs = 1_000;

/** Opens a connection to a TCP port of this machine or its bridges, and closes it; never throws. */
export function knock(host: string, port: number): Promise<Knock> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: waitMs });
    const end = (answer: Knock) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end("accepts"));
    socket.once("timeout", () => end("silent"));
    socket.once("error", ({ code }: NodeJS.ErrnoException) => end(code === "ECONNREFUSED" ? "refuses" : "silent"));
  });
}
