import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { proxyOf, serveProxy } from "../../support/asked-server.ts";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function aServer(): Promise<Server> {
  const server = createServer();
  ends.push(() => server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}
const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** A connection of our own from `localPort`, as the server takes it. */
async function takenFrom(server: Server, localPort: number): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port: portOf(server), localPort });
  ends.push(() => socket.destroy());
  const [taken] = (await Promise.race([once(server, "connection"), once(socket, "end")])) as [Socket];
  return taken;
}

/** A tunnel through a proxy to the server: our end of it, and the connection as the server takes it. */
async function tunnelTo(server: Server): Promise<{ readonly ours: Socket; readonly taken: Socket }> {
  const proxy = await serveProxy("proxy", undefined, undefined);
  const ours = connect({ host: "127.0.0.1", port: proxy.port });
  ends.push(proxy.close, () => ours.destroy());
  ours.write(`CONNECT 127.0.0.1:${portOf(server)} HTTP/1.1\r\nhost: x\r\n\r\n`);
  const [[taken]] = (await Promise.all([once(server, "connection"), once(ours, "data")])) as [[Socket], unknown];
  return { ours, taken };
}

it("knows the proxy of a connection", async () => {
  const { taken } = await tunnelTo(await aServer());
  expect(proxyOf(taken)).toBe("proxy");
});

it("takes nobody for a proxy who has its port after it", async () => {
  const server = await aServer();
  const { ours, taken } = await tunnelTo(server);
  const { remotePort } = taken;
  // Whoever resets a connection leaves its ports free at once.
  taken.resetAndDestroy();
  await once(ours, "close");
  expect(proxyOf(await takenFrom(server, remotePort ?? 0))).toBeUndefined();
});
