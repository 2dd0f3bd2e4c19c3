import type { RunContext } from "../context.ts";

/** How often members are asked for one common applied index; writes of the cluster's own go on meanwhile. */
const agreementLooks = 50;

/** Asks all etcd members at once until they tell the same applied index, and journals the last answer. */
export async function recordMembers(run: RunContext, when: "begin" | "end"): Promise<void> {
  let last = await run.etcd.status();
  for (let look = 1; look < agreementLooks; look++) {
    const indexes = new Set(last.members.map((member) => member.appliedIndex));
    if (indexes.size === 1 && last.members.length === run.etcd.size) break;
    last = await run.etcd.status();
  }
  run.emit({ type: "etcd", when, members: last.members, healthy: last.members.length });
}
