import { balancers, type Cluster } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { Evidence, FaultContext } from "../model/fault.ts";
import type { ContainerRuntime, NodeRuntime } from "../model/node-runtime.ts";

/** Shows the addresses of a balancer: its own one, and the virtual one where it has that. */
const command = ["ip", "-oneline", "-4", "address", "show", "dev", "eth0"];

/** What the balancers of a cluster say of their virtual address. */
export interface Holders {
  /** Names of those that have it. */
  readonly holders: readonly string[];
  /** Those that could not be asked, with the reason: one that is frozen or down. */
  readonly silent: readonly string[];
}

/** Asks each balancer of a cluster which addresses it has; none is there where kind's own load balancer is alone. */
export async function readHolders(runtime: Pick<ContainerRuntime, "exec">, cluster: Cluster): Promise<Holders> {
  const asked = await Promise.all(
    balancers(cluster).map(async ({ name, short, address }) => {
      try {
        const { exitCode, stdout } = await runtime.exec(name, command);
        if (exitCode !== 0) return { short, why: `ended with ${exitCode}` };
        return { name, short, has: sharedIn(stdout, address) !== undefined };
      } catch (error) {
        return { short, why: messageOf(error) };
      }
    }),
  );
  return {
    holders: asked.flatMap(({ name, has }) => (has === true ? [name] : [])),
    silent: asked.flatMap(({ short, why }) => (why === undefined ? [] : [`${short}: ${why}`])),
  };
}

/**
 * The same evidence; of a fault on a load balancer with a virtual address besides, in words alone, whether the other one
 * has it by now, and whether anybody else answers ARP for it: the kernel of a frozen machine does.
 */
export async function alsoWhoHasIt(
  runtime: NodeRuntime,
  { node, cluster }: FaultContext,
  before: Evidence,
): Promise<Evidence> {
  const other = balancers(cluster).find(({ name }) => name !== node.name);
  if (!before.proven || node.role !== "balancer" || other === undefined) return before;
  const shared = sharedIn((await runtime.look(other.name, command)).stdout, other.address);
  if (shared === undefined)
    return { ...before, detail: `${before.detail}, ${other.short} does not have the virtual address yet` };
  // Duplicate address detection (RFC 5227) ends with 1 where another answers.
  const detection = ["arping", "-D", "-c", "2", "-w", "2", "-I", "eth0", shared];
  const { exitCode } = await runtime.look(other.name, detection, { exits: [0, 1] });
  const answered = exitCode === 1 ? "and another answers ARP for it, too" : "and nobody else answers ARP for it";
  return { ...before, detail: `${before.detail}, ${other.short} has the virtual address, ${answered}` };
}

/** The address of a balancer that is not its own. */
function sharedIn(text: string, own: string): string | undefined {
  const addresses = [...text.matchAll(/ inet (\d+\.\d+\.\d+\.\d+)\//g)].map((match) => match[1]);
  return addresses.find((address) => address !== own);
}
