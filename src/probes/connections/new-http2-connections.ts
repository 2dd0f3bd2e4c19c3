import { addressed, dial, type HttpTarget } from "../../net/http-dial.ts";
import { clientGoHealth, Http2Session } from "../../net/http2-session.ts";
import type { ConnectionSource, NextNumber } from "./connection-source.ts";

/** A connection of its own for every attempt, with HTTP/2 on it: as a client of gRPC that dials each time. */
export function newHttp2Connections(target: HttpTarget, nextNumber: NextNumber): ConnectionSource {
  const scheme = target.context === undefined ? "http" : "https";
  return {
    take: () => {
      const { socket, number, done } = dial({ ...target, protocol: "h2" }, nextNumber());
      const channel = done.then((connection) => {
        const session = new Http2Session(connection, target.serverName, clientGoHealth, scheme);
        return {
          names: connection.names,
          send: (request: Parameters<Http2Session["send"]>[1], onFirstByte: () => void) =>
            session.send(...addressed(target, request), onFirstByte).done.finally(() => session.destroy()),
        };
      });
      return { number, channel, abort: () => socket.destroy() };
    },
    close: () => {},
  };
}
