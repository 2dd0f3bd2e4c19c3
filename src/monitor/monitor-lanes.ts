import type { KubeServer } from "../kube/kube-server.ts";
import type { Connection, Lane } from "../model/lane.ts";
import { deriveSeed } from "../model/random.ts";

/** A lane of a monitor as a person asks for it. */
export interface LaneWish {
  readonly operation: string;
  readonly connection: Connection;
  readonly hz: number;
  readonly deadlineMs: number;
}

/** The way of every lane of a monitor: whatever is behind the server of the kubeconfig. */
const way = "server";

/**
 * The lanes to the one server of a kubeconfig; `object` is the ConfigMap that is read where the monitor makes none
 * itself.
 */
export function monitorLanes(
  wishes: readonly LaneWish[],
  { host, port }: KubeServer,
  seed: number,
  object: string | undefined,
): Lane[] {
  return wishes.map(({ operation, connection, hz, deadlineMs }, index): Lane => {
    const id = `${operation}/${way}/${connection}`;
    return {
      index,
      id,
      operation,
      via: way,
      connection,
      periodMs: 1_000 / hz,
      offsetMs: 0,
      seed: deriveSeed(seed, id),
      deadlineMs,
      host,
      port,
      ...(object === undefined ? {} : { object }),
    };
  });
}
