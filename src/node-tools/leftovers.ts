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
  /** What is left, in words. */
  readonly what: string;
  /** Why nobody knows whether it is left; undefined where it was seen. */
  readonly unseen?: string;
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
        return (await isLeft(runtime, look)) ? [{ node, what, mend }] : [];
      } catch (error) {
        return [{ node, what, unseen: messageOf(error), mend }];
      }
    }),
  );
  return found.flat();
}

/**
 * What is left, in words, each with its node under the name that it is told by; what could not be looked at on a node
 * for one reason is told once.
 */
export function leftoverWords(
  left: readonly Pick<Leftover, "node" | "what" | "unseen">[],
  nameOf: (node: string) => string = (node) => node,
): string[] {
  const groups = Map.groupBy(left, ({ node, what, unseen }) => `${node}: ${unseen ?? `seen: ${what}`}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { node, what, unseen } = first;
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    const why = more === "" ? "the look failed" : "the looks failed";
    return [`${nameOf(node)}: ${what}${more}${unseen === undefined ? "" : `: not known, because ${why}: ${unseen}`}`];
  });
}
