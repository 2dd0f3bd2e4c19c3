import { z } from "zod";
import { controlPlanes } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import { Endpoint } from "../platform/https.ts";
import type { RunContext } from "./context.ts";

const listSchema = z.object({
  items: z.array(
    z.object({ metadata: z.object({ name: z.string() }), data: z.record(z.string(), z.string()).default({}) }),
  ),
});

/** Reads every object that the write lanes wrote, whole and from a quorum, through every API server, and journals the tokens in them. */
export async function auditWrites(run: RunContext, namespace: string): Promise<void> {
  run.emit({ type: "phase", name: "audit of writes", edge: "begin" });
  for (const node of controlPlanes(run.cluster)) {
    const endpoint = new Endpoint(node.ports["6443"] ?? 0, run.kube.credentials);
    try {
      const answer = await endpoint.call("GET", `/api/v1/namespaces/${namespace}/configmaps`, undefined, 30_000);
      if (answer.status !== 200) throw new Error(`status ${answer.status}`);
      const objects = listSchema
        .parse(answer.body)
        .items.map((item) => [item.metadata.name, Object.keys(item.data)] as const);
      run.emit({ type: "audit", apiServer: node.short, complete: true, objects: Object.fromEntries(objects) });
    } catch (error) {
      run.emit({ type: "audit", apiServer: node.short, complete: false, error: messageOf(error), objects: {} });
    } finally {
      await endpoint.close();
    }
  }
  run.emit({ type: "phase", name: "audit of writes", edge: "end" });
}

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
