import { type AddressInfo, connect, createServer } from "node:net";

/** A way to a port that can fall silent in both directions without closing anything, as a network that lost its way. */
export async function silenceable(port: number) {
  const silences: (() => void)[] = [];
  const relay = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    near.pipe(far);
    far.pipe(near);
    for (const socket of [near, far]) socket.on("error", () => {});
    silences.push(() => {
      near.unpipe(far);
      far.unpipe(near);
    });
    near.once("close", () => far.destroy());
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  const fallSilent = () => {
    for (const silence of silences) silence();
  };
  return { port: (relay.address() as AddressInfo).port, fallSilent, close: () => relay.close() };
}
