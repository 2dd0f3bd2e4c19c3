import type { ClusterSpec } from "../../src/cluster/cluster-spec.ts";
import { clustersOn } from "../../src/cluster/clusters.ts";
import { ClusterLease } from "../../src/cluster/lease.ts";
import type { Engine } from "../../src/host/engine.ts";
import { machineMeter } from "../../src/host/machine-meter.ts";
import { messageOf, PlatformError } from "../../src/model/errors.ts";
import { describeBad } from "../../src/runner/observe/check.ts";
import { closeSession, openSession } from "../../src/runner/session.ts";

/** The word for a cluster that is steady. */
const steady = "yes";

/** How often it is looked where the machine is too busy to say. */
const tries = 3;

/**
 * Whether a kept cluster passes the health gate through which the next run would come to it: "yes", or why not. Nothing
 * is deleted or made for it. `folder` is where such a run would keep its files.
 */
export async function steadiness(engine: Engine, spec: ClusterSpec, name: string, folder: string): Promise<string> {
  let last: Looked = { busy: true, words: "nobody looked" };
  for (let attempt = 0; attempt < tries && last.busy; attempt++) last = await look(engine, spec, name, folder);
  return last.words;
}

interface Looked {
  readonly busy: boolean;
  readonly words: string;
}

async function look(engine: Engine, spec: ClusterSpec, name: string, folder: string): Promise<Looked> {
  const refuse = async () => {
    throw new PlatformError("not-steady", "another would be made");
  };
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const clusters = { ...clustersOn(engine, spec.kind), delete: refuse, create: refuse };
  const lease = new ClusterLease(clusters, { name, reuse: true, keep: true, tell: note });
  try {
    // It is asked what the kill left: nothing is mended before.
    const request = {
      engine,
      lease,
      planned: { cluster: spec },
      healKept: async () => undefined,
      newMeter: machineMeter,
    };
    const { session } = await openSession(request, { folder, signal: new AbortController().signal, note });
    closeSession(session);
    if (session.busy === undefined) return { busy: false, words: steady };
    return { busy: true, words: `not known, the machine is busy: ${describeBad(session.busy)}` };
  } catch (error) {
    return { busy: false, words: [...notes, messageOf(error)].join("; ") };
  } finally {
    await lease.end(true);
  }
}
