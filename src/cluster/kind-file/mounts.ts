import type { KindConfig, KindMount } from "../../model/topology.ts";
import type { Fault } from "./validate.ts";

/** What kind mounts in every node itself (kind pkg/cluster/internal/providers/docker/provision.go). */
const taken = ["/tmp", "/run", "/lib/modules"];

/** Mounts that kind takes and Docker refuses when the nodes are made already. */
export function mountFaults({ nodes }: KindConfig): Fault[] {
  return nodes.flatMap(({ extraMounts = [] }, index) =>
    extraMounts.flatMap((mount, place) => {
      const others = extraMounts.slice(0, place).map(targetOf);
      const reason = reasonAgainst(mount, [...taken, ...others]);
      return reason === undefined ? [] : [{ path: ["nodes", index, "extraMounts", place], reason }];
    }),
  );
}

function reasonAgainst(mount: KindMount, others: readonly string[]): string | undefined {
  const { hostPath = "", containerPath = "" } = mount;
  if (!containerPath.startsWith("/")) return "its containerPath must be a path from / on";
  if (`${hostPath}${containerPath}`.includes(":")) return "Docker takes no path with a colon";
  const target = targetOf(mount);
  if (target === "/") return "nothing can be mounted in the place of /";
  return others.includes(target) ? `something is mounted at ${target} already` : undefined;
}

function targetOf({ containerPath = "" }: KindMount): string {
  return containerPath.replaceAll(/\/+/g, "/").replace(/(.)\/$/, "$1");
}
