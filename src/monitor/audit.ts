import { z } from "zod";
import type { ApiServer } from "../kube/api-server.ts";
import { messageOf } from "../model/errors.ts";
import type { Untimed } from "../model/event.ts";

const listSchema = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });
const objectSchema = z.object({ data: z.record(z.string(), z.string()).default({}) });

/** The name of the server in the audit's event, as in the lanes' ids. */
const apiServer = "server";

/** How long one answer may take, milliseconds: the server may just have come back. */
const timeoutMs = 30_000;

/** Reads every object of the namespace through the server, each without a resourceVersion and so from etcd's quorum, and journals the tokens in them. */
export async function auditThrough(api: ApiServer, namespace: string, emit: (event: Untimed) => void): Promise<void> {
  emit({ type: "phase", name: "check of writes", edge: "begin" });
  try {
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const { items } = listSchema.parse((await api.call("GET", path, undefined, timeoutMs)).body);
    const objects: Record<string, string[]> = {};
    for (const { metadata } of items) {
      const answer = await api.call("GET", `${path}/${metadata.name}`, undefined, timeoutMs);
      if (answer.status !== 200) throw new Error(`${metadata.name}: status ${answer.status}`);
      objects[metadata.name] = Object.keys(objectSchema.parse(answer.body).data);
    }
    emit({ type: "written-objects", apiServer, complete: true, objects });
  } catch (error) {
    // What could not be read back accuses nobody; the guarantee says that it was not.
    emit({ type: "written-objects", apiServer, complete: false, error: messageOf(error), objects: {} });
  }
  emit({ type: "phase", name: "check of writes", edge: "end" });
}
