import type { KindConfig } from "../model/topology.ts";

/**
 * The host port that kind or the harness chose for a cluster and that something else had taken before Docker came to bind it; undefined where a creation
 * failed of anything else, or of a port that the configuration itself asks for.
 *
 * kind chooses a port by opening and closing it, and its nodes are made side by side: two of them can choose the same one.
 */
export function lostPort(failure: string, config: KindConfig): number | undefined {
  const found = /:(\d+)(?:\/\w+)?\b[^\n]*?(?:port is already allocated|address already in use)/.exec(failure)?.[1];
  if (found === undefined) return undefined;
  const asked = new RegExp(`"(?:hostPort|apiServerPort)":${found}\\b`).test(JSON.stringify(config));
  return asked ? undefined : Number(found);
}
