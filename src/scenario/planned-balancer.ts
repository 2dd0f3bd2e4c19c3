import type { Settings } from "../model/settings.ts";
import { kindHaproxy } from "../model/stock.ts";
import { hasHaproxy } from "../setup/versions/kind-versions.ts";

/**
 * Settings as they are planned, with the load balancer of the release of kind that was asked for: HAProxy of 0.31 and
 * older. Without one, and where the cluster has no load balancer, they stay as they are.
 */
export function withBalancerOf<Planned extends Settings | undefined>(
  settings: Planned,
  kind: string | undefined,
): Planned {
  if (
    settings?.loadBalancer === undefined ||
    settings.virtualAddress !== undefined ||
    kind === undefined ||
    !hasHaproxy(kind)
  )
    return settings;
  return { ...settings, loadBalancer: kindHaproxy };
}
