import type { Assumption } from "../../model/verdict.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import { assume } from "./assume.ts";

/**
 * Of a run in which a published port was lost: through it nothing is known of the cluster. None where all led where they
 * should.
 */
export function portsKept(facts: Pick<Facts, "eventsOf">): Assumption[] {
  const lost = facts.eventsOf("port-lost").map(({ node, port }) => `${port} of ${node}`);
  if (lost.length === 0) return [];
  const why = "refused on loopback while the container takes connections: Docker's proxy of the port has ended";
  const remedy = "a container that stood still held more connections than it may open files: raise the engine's limit";
  return [assume("every published port led to its container", false, `${listing(lost)}: ${why}; ${remedy}`)];
}
