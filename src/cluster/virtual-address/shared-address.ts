import type { Engine } from "../../host/engine.ts";
import { networkPrefix } from "../external-etcd.ts";
import { hostNumbers } from "../host-numbers.ts";

/** The address that two load balancers of a cluster share, where it has such. */
export async function sharedAddress(engine: Engine, cluster: string): Promise<string> {
  return `${await networkPrefix(engine, cluster)}.${hostNumbers.virtualAddress}`;
}
