import { z } from "zod";
import { Endpoint } from "../../kube/endpoint.ts";
import { controlPlanes } from "../../model/cluster.ts";
import { messageOf } from "../../model/errors.ts";
import type { RunContext } from "../context.ts";

const listSchema = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });
const objectSchema = z.object({ data: z.record(z.string(), z.string()).default({}) });

/**
 * Reads every object that the write lanes wrote through every API server and journals the tokens in them. Each is read by itself without
 * a resourceVersion: such a read always comes from etcd's quorum, a list may come from a cache.
 */
export async function recordWrittenObjects(run: RunContext): Promise<void> {
  run.emit({ type: "phase", name: "check of writes", edge: "begin" });
  for (const node of controlPlanes(run.cluster)) {
    run.signal.throwIfAborted();
    const endpoint = new Endpoint(node.ports["6443"] ?? 0, run.kube.credentials);
    try {
      const path = `/api/v1/namespaces/${run.namespace}/configmaps`;
      const { items } = listSchema.parse((await endpoint.call("GET", path, undefined, 30_000)).body);
      const objects: Record<string, string[]> = {};
      for (const { metadata } of items) {
        const answer = await endpoint.call("GET", `${path}/${metadata.name}`, undefined, 30_000);
        if (answer.status !== 200) throw new Error(`${metadata.name}: status ${answer.status}`);
        objects[metadata.name] = Object.keys(objectSchema.parse(answer.body).data);
      }
      run.emit({ type: "written-objects", apiServer: node.short, complete: true, objects });
    } catch (error) {
      run.emit({
        type: "written-objects",
        apiServer: node.short,
        complete: false,
        error: messageOf(error),
        objects: {},
      });
    } finally {
      endpoint.close();
    }
  }
  run.emit({ type: "phase", name: "check of writes", edge: "end" });
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
