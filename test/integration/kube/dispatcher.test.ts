import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ApiServer } from "../../../src/kube/api-server.ts";
import { serverOf } from "../../../src/kube/kube-server.ts";
import { clusterOf } from "../../../src/kube/kubeconfig-entries.ts";

let mute: Server;
const open = new Set<Socket>();

beforeAll(async () => {
  mute = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {}).once("close", () => open.delete(socket));
    socket.resume();
  });
  await once(mute.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => void mute.close());

const ways: [string, (at: string) => object][] = [
  ["a server", (at) => ({ server: `https://${at}` })],
  ["a server without TLS", (at) => ({ server: `http://${at}` })],
  ["an HTTP proxy", (at) => ({ server: "https://10.9.9.9", "proxy-url": `http://${at}` })],
  ["an HTTPS proxy", (at) => ({ server: "https://10.9.9.9", "proxy-url": `https://${at}` })],
  ["an HTTP proxy before a server without TLS", (at) => ({ server: "http://10.9.9.9", "proxy-url": `http://${at}` })],
  ["a SOCKS proxy", (at) => ({ server: "https://10.9.9.9", "proxy-url": `socks5://${at}` })],
  ["a SOCKS proxy before a server without TLS", (at) => ({ server: "http://10.9.9.9", "proxy-url": `socks5://${at}` })],
];

it.each(ways)(
  "%s that accepts and says nothing is waited for as long as the call gets, and let go",
  async (_, entry) => {
    const at = `127.0.0.1:${(mute.address() as AddressInfo).port}`;
    const server = serverOf({ file: "config", name: "mute", entry: clusterOf(entry(at)) });
    const api = await ApiServer.open(server, { bearer: "t" }, { connectMs: 1_000 });
    try {
      const began = performance.now();
      const call = api.call("GET", "/version", undefined, 300);
      await expect(call).rejects.toMatchObject({ code: "ETIMEDOUT", message: "no answer within 0.3 s" });
      expect(performance.now() - began).toBeLessThan(900);
    } finally {
      api.close();
    }
    // Nothing keeps the process from ending: also what was never to stand is given up.
    await expect.poll(() => open.size, { timeout: 5_000 }).toBe(0);
  },
);
