import type { Engine } from "../../host/engine.ts";
import { PlatformError } from "../../model/errors.ts";
import { claimCluster, releaseClaim } from "../claims.ts";
import type { Clusters } from "../clusters.ts";
import { readAdoption } from "./adoption.ts";
import type { ExistingCluster } from "./existing-cluster.ts";
import { mustBeAsBefore, takeOwnAway } from "./give-back.ts";
import { mustBeAlone, removeRelays } from "./relay.ts";

/** Who is asked and told when a cluster is given back. */
export interface GivingBack {
  /** What of its faults was never seen to be taken back, in words. */
  stillBroken(name: string): Promise<readonly string[]>;
  /** Told one line for a person. */
  tell(line: string): void;
}

/**
 * One cluster that kind made without the harness, as all that a lease may have: it is never made and never deleted, and
 * given back as it was. A release throws PlatformError "not-as-before" where it is not; then it stays noted for `clean`.
 */
export function existingClusters(engine: Engine, { name }: ExistingCluster, giving: GivingBack): Clusters {
  const refuse = async (): Promise<never> => {
    throw new PlatformError("not-ours", `${name} was not made by kind-chaos: it is neither made nor deleted`);
  };
  return {
    givesBack: true,
    fitting: async () => [name],
    mustBeFree: refuse,
    create: refuse,
    delete: refuse,
    keep: async () => {},
    claim: async (_, folder) => claimCluster(name, { folder, isThere: true, engine: await engine.identity() }),
    release: async () => {
      let isBack = false;
      try {
        await giveBack(engine, name, giving);
        isBack = true;
      } finally {
        await releaseClaim(name, isBack ? "gone" : "as it was");
      }
    },
  };
}

async function giveBack(engine: Engine, name: string, giving: GivingBack): Promise<void> {
  const adoption = readAdoption(name);
  const broken = await giving.stillBroken(name);
  if (broken.length > 0) {
    await removeRelays(engine, name);
    throw new PlatformError("not-as-before", stillBrokenWords(name, broken));
  }
  if (adoption === undefined) return;
  await mustBeAlone(engine, name);
  await takeOwnAway(engine, adoption);
  await mustBeAsBefore(engine, adoption);
  giving.tell(`${name} is as it was: containers, addresses, nodes, taints, manifests, rules and namespaces compared`);
}

function stillBrokenWords(name: string, broken: readonly string[]): string {
  return `${name} is not as it was before: ${broken.join("; ")}; "npx kind-chaos clean --cluster ${name}" takes it back`;
}
