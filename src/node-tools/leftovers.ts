import type { Cluster, NodeRole } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { FaultContext } from "../model/fault.ts";
import type { CommandLook, Look } from "../model/leftover.ts";
import type { LookOptions, NodeRuntime } from "../model/node-runtime.ts";

/** Something that was left on a node, or that could not be looked at. */
export interface Leftover {
  /** Name of the node's container. */
  readonly node: string;
  /** What is left, in words; with the reason where the look failed. */
  readonly what: string;
  readonly look: Look;
  /** Whether it was seen; else the look failed, and nobody knows. */
  readonly isSeen: boolean;
}

/** What tells which looks show what it leaves: a fault, or a procedure. */
export interface Leaving {
  /** Roles of nodes that it can leave something on; all where it does not say. */
  readonly targetRoles?: readonly NodeRole[];
  leftovers(context: FaultContext): readonly Look[];
}

/** Takes one look; returns whether what it is about is left; throws PlatformError where that could not be seen. */
export async function isLeft(runtime: NodeRuntime, look: Look): Promise<boolean> {
  if ("argv" in look) return look.isLeft(await runtime.look(look.node, look.argv, exitsOf(look)));
  return look.isLeft(await runtime.inspect(look.node));
}

function exitsOf({ exits }: CommandLook): LookOptions {
  return exits === undefined ? {} : { exits };
}

/** The looks that show everything that these leave on the nodes of a cluster; each is there once, whoever asks for it. */
export function looksOf(definitions: readonly Leaving[], cluster: Cluster): Look[] {
  const looks = definitions.flatMap((definition) =>
    cluster.nodes
      .filter(({ role }) => definition.targetRoles?.includes(role) ?? true)
      .flatMap((node) => definition.leftovers({ node, targets: [node], cluster })),
  );
  return [...new Map(looks.map((look) => [`${look.node}: ${look.what}`, look])).values()];
}

/** Takes looks, all at once, and returns what is left by them; a look that fails counts as left. */
export async function leftAmong(runtime: NodeRuntime, looks: readonly Look[]): Promise<Leftover[]> {
  const found = await Promise.all(
    looks.map(async (look): Promise<Leftover[]> => {
      const { node, what } = look;
      try {
        return (await isLeft(runtime, look)) ? [{ node, what, look, isSeen: true }] : [];
      } catch (error) {
        const unknown = `${what}: not known, because the look failed: ${messageOf(error)}`;
        return [{ node, what: unknown, look, isSeen: false }];
      }
    }),
  );
  return found.flat();
}

/** Everything that faults or procedures left on the nodes of a cluster; a look that fails counts as left. */
export function leftoversOf(
  definitions: readonly Leaving[],
  runtime: NodeRuntime,
  cluster: Cluster,
): Promise<Leftover[]> {
  return leftAmong(runtime, looksOf(definitions, cluster));
}
