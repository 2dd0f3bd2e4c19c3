import type { NodeRuntime } from "../model/node-runtime.ts";

/** Sends $1 small packets to the address $2, to a port on which nobody listens (discard, RFC 863). */
const send = `for n in $(seq "$1"); do echo x >"/dev/udp/$2/9"; done 2>/dev/null; true`;

/** Of so many a share is lost that anybody would notice. */
export const fewestPackets = 200;

/** Sends packets from a node to an address, where rules may drop them; throws PlatformError where it could not be tried. */
export async function sendPackets(
  runtime: NodeRuntime,
  node: string,
  to: string,
  packets = fewestPackets,
): Promise<void> {
  await runtime.look(node, ["bash", "-c", send, "kind-chaos", String(packets), to]);
}
