import { z } from "zod";
import { NotYet, until } from "../../host/clock.ts";
import type { Kube } from "../../kube/kube.ts";
import { messageOf } from "../../model/errors.ts";
import { storePort } from "./objects.ts";

/** How long a group gets until its first member leads, milliseconds: some rounds of its election. */
const leadTimeoutMs = 30_000;

/** Protobuf's JSON writes 64-bit numbers as strings and leaves zeros out. */
const statusSchema = z.object({ header: z.object({ member_id: z.string() }), leader: z.string().default("0") });

/** Path of etcd's JSON API of a member, through the API server. */
export function memberPath(namespace: string, pod: string, call: string): string {
  return `/api/v1/namespaces/${namespace}/pods/${pod}:${storePort}/proxy/v3/${call}`;
}

/** How a group of members is asked: through the API server, in their namespace. */
interface GroupWay {
  readonly kube: Pick<Kube, "create">;
  readonly namespace: string;
}

/**
 * Hands the lead to the first of a group's members where it does not have it, so that the loss of its node is the loss of
 * the leader in every run, and not in one of three; only asks where it has. Throws PlatformError where it does not get it.
 */
export async function leadByFirst(
  { kube, namespace }: GroupWay,
  pods: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const status = async (pod: string) =>
    statusSchema.parse(await kube.create(memberPath(namespace, pod, "maintenance/status"), {}));
  const look = async () => {
    const told = await Promise.all(pods.map(async (pod) => ({ pod, ...(await status(pod)) })));
    const first = told[0];
    if (first === undefined || first.leader === first.header.member_id) return true as const;
    const leader = told.find(({ header }) => header.member_id === first.leader);
    if (leader === undefined) return new NotYet("no member leads");
    const targetID = first.header.member_id;
    await kube.create(memberPath(namespace, leader.pod, "maintenance/transfer-leadership"), { targetID });
    return new NotYet(`${leader.pod} leads`);
  };
  const what = `the lead of ${pods[0]} of the store's members`;
  // A member that is just started may not answer; it is asked again until the time is over.
  await until({ what, timeoutMs: leadTimeoutMs, everyMs: 500, signal }, () =>
    look().catch((error: unknown) => new NotYet(messageOf(error))),
  );
}
