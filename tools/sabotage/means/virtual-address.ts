import type { Engine } from "../../../src/host/engine.ts";
import { inNode } from "./in-node.ts";

/** For how long a sabotage lets both load balancers have the address, milliseconds: well above an advertisement with what is measured on top. */
export const bothMs = 6_000;

/** Waits, 10 s at most, until the virtual address is here, and prints it. */
const awaited = [
  "for try in $(seq 100)",
  `do set -- $(ip -oneline -4 address show dev eth0 | sed -n 's/.* inet \\([0-9.]*\\)\\/.*/\\1/p')`,
  '[ -z "$2" ] || { echo "$2"; exit 0; }; sleep 0.1; done; exit 1',
].join("\n");

/** The virtual address, as soon as a load balancer has it beside its own; throws where it does not get it. */
export async function addressAt(engine: Engine, balancer: string): Promise<string> {
  return (await inNode(engine, balancer, awaited)).trim();
}
