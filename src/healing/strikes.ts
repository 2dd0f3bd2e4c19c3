import type { Cluster, Node } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { HealingEngine } from "./begun.ts";
import type { Found } from "./found.ts";

/**
 * Prints by which names commands of the harness are known that run in a container. It is one of them itself, which shows
 * that it can see.
 */
const listScript = "grep -hsz '^KIND_CHAOS_EXEC=' /proc/[0-9]*/environ | tr '\\0' '\\n'; true";

/** A strike's name; commands that are over at once are named otherwise. */
const strikeName = /^KIND_CHAOS_EXEC=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Ends all that strikes still run on the nodes of a cluster, whoever began them. */
export async function endStrikes(engine: HealingEngine, { nodes }: Cluster, dryRun: boolean): Promise<Found[]> {
  return (await Promise.all(nodes.map((node) => endOn(engine, node, dryRun)))).flat();
}

async function endOn(engine: HealingEngine, { name, short }: Node, dryRun: boolean): Promise<Found[]> {
  try {
    const { running, paused } = await engine.inspect(name);
    // Where nothing runs there is nothing to end; it was said already that this is so.
    if (!running || paused) return [];
    const found: Found[] = [];
    for (const strike of await strikesOn(engine, name)) {
      const what = `${short}: processes of a strike that go on`;
      if (!dryRun) await engine.endStrike(name, strike);
      found.push({ what, done: `end all that has KIND_CHAOS_EXEC=${strike} in its environment`, ok: true });
    }
    return found;
  } catch (error) {
    const restart = `by hand: docker restart ${name}`;
    return [{ what: `${short}: processes of strikes`, done: `${messageOf(error)}; ${restart}`, ok: false }];
  }
}

/** The names of the strikes that have processes in a container. */
export async function strikesOn(engine: Pick<HealingEngine, "exec">, node: string): Promise<string[]> {
  const { stdout, stderr } = await engine.exec(node, ["sh", "-c", listScript]);
  if (!stdout.includes("KIND_CHAOS_EXEC="))
    throw new PlatformError("look-failed", `processes in ${node} cannot be seen: ${stderr.trim() || stdout.trim()}`);
  const names = stdout.split("\n").flatMap((line) => strikeName.exec(line)?.[1] ?? []);
  return [...new Set(names)];
}
