import type { Action } from "../model/action.ts";
import type { Cluster } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { CommandLook, Look } from "../model/leftover.ts";
import type { LookOptions, NodeRuntime } from "../model/node-runtime.ts";
import type { ProcedureDefinition } from "../model/procedure.ts";
import { strikesLook } from "./strikes.ts";

/** Something that was left on a node, or that could not be looked at. */
export interface Leftover {
  /** Name of the node's container. */
  readonly node: string;
  /** What is left, in words; with the reason where the look failed. */
  readonly what: string;
  /** Whether it was seen; else nobody knows. */
  readonly seen: boolean;
  /** What takes it away. */
  readonly mend: readonly Action[];
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
 * Every look at what faults can leave on the nodes of a cluster, and procedures that broke off, and at what any strike
 * still runs there. Each is there once, whoever asks for it; those at the containers themselves come first, since in one that does not run
 * nothing else can be seen or mended.
 */
export function looksOf(
  cluster: Cluster,
  faults: readonly FaultDefinition[],
  procedures: readonly Pick<ProcedureDefinition, "brokenOff">[],
): Look[] {
  const looks = [
    ...cluster.nodes.map(({ name }) => strikesLook(name)),
    ...faults.flatMap(({ targetRoles, leftovers }) =>
      cluster.nodes
        .filter(({ role }) => targetRoles.includes(role))
        .flatMap((node) => leftovers({ node, targets: [node], cluster })),
    ),
    ...procedures.flatMap(({ brokenOff }) => brokenOff?.(cluster) ?? []),
  ];
  const once = [...new Map(looks.map((look) => [`${look.node}: ${look.what}`, look])).values()];
  return once.toSorted((a, b) => Number("argv" in a) - Number("argv" in b));
}

/** Takes all these looks; returns what is left. What could not be looked at counts as left. */
export async function leftoversOf(looks: readonly Look[], runtime: NodeRuntime): Promise<Leftover[]> {
  const found = await Promise.all(
    looks.map(async (look): Promise<Leftover[]> => {
      const { node, what, mend } = look;
      try {
        return (await isLeft(runtime, look)) ? [{ node, what, seen: true, mend }] : [];
      } catch (error) {
        const unseen = `${what}: not known, because the look failed: ${messageOf(error)}`;
        return [{ node, what: unseen, seen: false, mend }];
      }
    }),
  );
  return found.flat();
}
