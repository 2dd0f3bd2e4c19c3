import { LocalApiServer } from "../../kube/local-server.ts";
import { readWrittenObjects } from "../../kube/written-objects.ts";
import { controlPlanes } from "../../model/cluster.ts";
import { loopbackOf } from "../../model/node-addresses.ts";
import type { RunContext } from "../context.ts";

/** Reads every object that the write lanes wrote through every API server, and journals the tokens in them. */
export async function recordWrittenObjects(run: RunContext): Promise<void> {
  run.emit({ type: "phase", name: "check of writes", edge: "begin" });
  for (const node of controlPlanes(run.cluster)) {
    run.signal.throwIfAborted();
    const endpoint = await LocalApiServer.open(node.ports["6443"] ?? 0, run.kube.credentials, {
      host: loopbackOf(node, "6443"),
    });
    try {
      run.emit(await readWrittenObjects(endpoint, node.short, run.namespace));
    } finally {
      endpoint.close();
    }
  }
  run.emit({ type: "phase", name: "check of writes", edge: "end" });
}
