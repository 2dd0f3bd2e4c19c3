import type { Engine } from "../host/engine.ts";
import type { Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import { upgradeMarkWords } from "../node-tools/upgrade-mark.ts";

/** To which versions of Kubernetes nodes were upgraded, or begun to be, by their short names; none where none was. */
export type Upgrades = Readonly<Record<string, string>>;

/** Reads what the nodes of a cluster say of it themselves; throws PlatformError where one does not. */
export async function readUpgrades(
  engine: Pick<Engine, "exec">,
  nodes: readonly Pick<Node, "name" | "short" | "role">[],
): Promise<Upgrades> {
  const own = nodes.filter(({ role }) => role === "control-plane" || role === "worker");
  const told = await Promise.all(
    own.map(async ({ name, short }) => {
      const { exitCode, stdout, stderr } = await engine.exec(name, upgradeMarkWords);
      if (exitCode !== 0)
        throw new PlatformError("upgrade-unknown", `${name} does not say whether it was upgraded: ${stderr.trim()}`);
      const to = stdout.trim();
      return to === "" ? [] : [[short, to] as const];
    }),
  );
  return Object.fromEntries(told.flat());
}

/**
 * Why a cluster is not what a run expects, in words; undefined where it is: one of which a node was upgraded, or begun to
 * be, is not what it was made as any more.
 */
export function whyOtherwiseUpgraded(found: Upgrades, expected: Upgrades = {}): string | undefined {
  const shorts = [...new Set([...Object.keys(found), ...Object.keys(expected)])].toSorted();
  const other = shorts.filter((short) => found[short] !== expected[short]);
  if (other.length === 0) return undefined;
  const told = other.map((short) =>
    found[short] === undefined ? `${short} not at all` : `${short} to ${found[short]}`,
  );
  return `it was upgraded, or begun to be: ${told.join(", ")}`;
}
