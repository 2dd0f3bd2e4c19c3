import { parse, stringify } from "yaml";
import type { Engine } from "../../../src/host/engine.ts";
import type { TakeBack } from "../sabotage.ts";
import { inNode } from "./in-node.ts";

const file = "/home/envoy/cds.yaml";

/** What kind writes for its Envoy, as far as it is sabotaged. */
export interface BalancerConfig {
  readonly resources: {
    health_checks?: { interval?: string }[];
    common_lb_config?: object;
    load_assignment: {
      endpoints: {
        lb_endpoints: {
          endpoint: {
            address: { socket_address: { address: string; port_value?: number } };
            /** Who is asked how it is, where that is not the address itself. */
            health_check_config?: object;
          };
        }[];
      }[];
    };
  }[];
}

/** Changes the configuration of kind's Envoy while it runs: one rename, which Envoy watches for. */
export async function changeBalancer(
  engine: Engine,
  cluster: string,
  change: (config: BalancerConfig) => void,
): Promise<TakeBack> {
  const node = `${cluster}-external-load-balancer`;
  const before = await inNode(engine, node, `cat ${file}`);
  const config = parse(before) as BalancerConfig;
  change(config);
  const write = (text: string) =>
    inNode(engine, node, `printf %s "$1" > ${file}.new && chmod 666 ${file}.new && mv ${file}.new ${file}`, text);
  await write(stringify(config));
  return async () => void (await write(before));
}
