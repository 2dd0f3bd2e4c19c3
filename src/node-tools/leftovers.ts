import type { Cluster } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { CommandLook, Look } from "../model/leftover.ts";
import type { LookOptions, NodeRuntime } from "../model/node-runtime.ts";

/** Something that a fault left on a node, or that could not be looked at. */
export interface Leftover {
  /** Name of the node's container. */
  readonly node: string;
  /** What is left, in words; with the reason where the look failed. */
  readonly what: string;
}

/** Takes one look; returns whether what it is about is left; throws PlatformError where that could not be seen. */
export async function isLeft(runtime: NodeRuntime, look: Look): Promise<boolean> {
  if ("argv" in look) return look.isLeft(await runtime.look(look.node, look.argv, exitsOf(look)));
  return look.isLeft(await runtime.inspect(look.node));
}

function exitsOf({ exits }: CommandLook): LookOptions {
  return exits === undefined ? {} : { exits };
}

/**
 * Everything that faults left on the nodes of a cluster; each look is taken once, whichever faults ask for it. A look
 * that fails counts as left.
 */
export async function leftoversOf(
  definitions: readonly FaultDefinition[],
  runtime: NodeRuntime,
  cluster: Cluster,
): Promise<Leftover[]> {
  const looks = definitions.flatMap(({ targetRoles, leftovers }) =>
    cluster.nodes
      .filter(({ role }) => targetRoles.includes(role))
      .flatMap((node) => leftovers({ node, targets: [node], cluster })),
  );
  const once = new Map(looks.map((look) => [`${look.node}: ${look.what}`, look]));
  const found = await Promise.all(
    [...once.values()].map(async (look): Promise<Leftover[]> => {
      const { node, what } = look;
      try {
        return (await isLeft(runtime, look)) ? [{ node, what }] : [];
      } catch (error) {
        return [{ node, what: `${what}: not known, because the look failed: ${messageOf(error)}` }];
      }
    }),
  );
  return found.flat();
}
