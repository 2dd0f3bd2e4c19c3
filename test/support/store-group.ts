import type { Kube } from "../../src/kube/kube.ts";

/** A group of the store's members as it answers through the API server. */
export interface StoreGroup {
  readonly kube: Pick<Kube, "create">;
  /** The path and body of each request that was no question for the status, oldest first. */
  readonly handed: readonly (readonly [path: string, body: object])[];
}

const noLeader = "0";

/**
 * A group "store-0", "store-1" … with the ids 100, 101 …, of which one leads, by its place; undefined: none. It hands the
 * lead over when it is asked to, unless it is deaf; in the first answers it may still be starting.
 */
export function storeGroup(
  leader: number | undefined,
  { isDeaf = false, starting = 0 }: { readonly isDeaf?: boolean; readonly starting?: number } = {},
): StoreGroup {
  let leads = leader === undefined ? noLeader : String(100 + leader);
  let left = starting;
  const handed: (readonly [string, object])[] = [];
  const create = async (path: string, object: object) => {
    if (left > 0) {
      left -= 1;
      throw new Error("the pod is starting");
    }
    if (path.endsWith("/v3/maintenance/status")) {
      const member_id = String(100 + Number(/store-(\d)/.exec(path)?.[1]));
      // A leader of 0 is left out, as Protobuf's JSON has it.
      return { header: { member_id }, ...(leads === noLeader ? {} : { leader: leads }) };
    }
    handed.push([path, object]);
    if (!isDeaf && "targetID" in object) leads = String(object.targetID);
    return {};
  };
  return { kube: { create }, handed };
}
