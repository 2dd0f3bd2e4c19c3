import type { HostFacts } from "../host/host-facts.ts";
import type { Environment } from "../model/fault.ts";
import type { KindConfig } from "../model/topology.ts";
import type { Chosen } from "../setup/versions/image-choice.ts";
import { withBalancerOf } from "./planned-balancer.ts";
import { environmentOf } from "./unsupported.ts";

/** What is known before a cluster of a configuration exists, with the load balancer of the kind that makes it. */
export function plannedEnvironment(
  host: Pick<HostFacts, "features">,
  config: KindConfig,
  { kubernetes, kind }: Pick<Chosen, "kubernetes" | "kind">,
): Environment {
  const around = environmentOf(host, config, kubernetes);
  return { ...around, settings: withBalancerOf(around.settings, kind) };
}
