import type { V1Node } from "@kubernetes/client-node";
import { z } from "zod";
import { get } from "../../audit/lists.ts";
import { isNotReady } from "../../audit/objects.ts";
import type { Reached } from "../../kube/reach.ts";
import { messageOf } from "../../model/errors.ts";
import type { Gap, NodeSpace } from "../facts.ts";

const freeSchema = z
  .object({ availableBytes: z.number(), capacityBytes: z.number() })
  .transform(({ availableBytes, capacityBytes }) => ({ available: availableBytes, capacity: capacityBytes }));
/** A kubelet's summary (k8s.io/kubelet, pkg/apis/stats/v1alpha1). */
const summarySchema = z.object({
  node: z.object({ fs: freeSchema, runtime: z.object({ imageFs: freeSchema }) }),
});

/** The free space that each Ready node's kubelet tells, through the API; what could not be read is a gap. */
export async function readSpace(
  reached: Reached,
  nodes: readonly V1Node[],
): Promise<{ readonly space: readonly NodeSpace[]; readonly gaps: readonly Gap[] }> {
  const space: NodeSpace[] = [];
  const gaps: Gap[] = [];
  for (const node of nodes.filter((one) => !isNotReady(one))) {
    const name = node.metadata?.name ?? "";
    try {
      const { status, body } = await get(reached, `/api/v1/nodes/${encodeURIComponent(name)}/proxy/stats/summary`);
      if (status !== 200)
        throw new Error(status === 403 ? "this user may not get nodes/proxy" : `its kubelet gives status ${status}`);
      const { fs, runtime } = summarySchema.parse(body).node;
      space.push({ node: name, nodeFs: fs, imageFs: runtime.imageFs });
    } catch (error) {
      const why = error instanceof z.ZodError ? "its kubelet's summary has no file systems" : messageOf(error);
      gaps.push({
        subject: `Node ${name}`,
        evidence: `its free space could not be read (${why.split("\n")[0]})`,
        advice: `look there: df -h /etc/kubernetes /var/lib/kubelet /var/lib/containerd`,
      });
    }
  }
  return { space, gaps };
}
