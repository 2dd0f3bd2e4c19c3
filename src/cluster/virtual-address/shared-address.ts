import type { Engine } from "../../host/engine.ts";
import { networkPrefix } from "../external-etcd.ts";
import { hostNumbers } from "../host-numbers.ts";

/** The address that two load balancers share on a network, by the first three numbers of its addresses. */
export function sharedAddressOn(prefix: string): string {
  return `${prefix}.${hostNumbers.virtualAddress}`;
}

/** The address that two load balancers of a cluster share, where it has such. */
export async function sharedAddress(engine: Engine, cluster: string): Promise<string> {
  return sharedAddressOn(await networkPrefix(engine, cluster));
}
