import type { NodeRuntime } from "../model/node-runtime.ts";

/**
 * Sends so many small packets to the address $1 that a share of them is surely lost, to a port on which nobody listens
 * (discard, RFC 863).
 */
const send = `for n in $(seq 200); do echo x >"/dev/udp/$1/9"; done 2>/dev/null; true`;

/** Sends some packets from a node to an address, where rules may drop them; throws PlatformError where none could be sent. */
export async function sendPackets(runtime: NodeRuntime, node: string, to: string): Promise<void> {
  await runtime.look(node, ["bash", "-c", send, "kind-chaos", to]);
}
