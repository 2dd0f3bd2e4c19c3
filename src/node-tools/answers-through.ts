import { balancers } from "../model/cluster.ts";
import type { Evidence, FaultContext } from "../model/fault.ts";
import { loopbackOf } from "../model/node-addresses.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { scriptWords } from "./script.ts";

/** How long an API server is given to answer through a load balancer, milliseconds. */
const answerTimeoutMs = 1_000;

/** Asks an API server through the load balancer at the address $1; whoever it lets ask is answered somehow. */
const throughIt = 'curl -sk --max-time 1 -o /dev/null "https://$1:6443/readyz" && echo answered; true';

/**
 * The same evidence; of a load balancer that an API server answers through it besides: one that publishes no port is
 * asked from the other with which it shares an address.
 */
export async function alsoAnswersThrough(
  runtime: NodeRuntime,
  { node, cluster }: FaultContext,
  before: Evidence,
): Promise<Evidence> {
  if (!before.proven) return before;
  const told = (answers: boolean): Evidence => ({
    proven: answers,
    detail: `${before.detail}, ${answers ? "an API server" : "none yet"} answers through it`,
  });
  if (node.role === "load-balancer")
    return told(await runtime.answersTls(Number(node.ports["6443"]), answerTimeoutMs, loopbackOf(node, "6443")));
  const other = node.role === "balancer" ? balancers(cluster).find(({ name }) => name !== node.name) : undefined;
  if (other === undefined) return before;
  const { stdout } = await runtime.look(other.name, scriptWords(throughIt, node.address));
  return told(stdout.includes("answered"));
}
