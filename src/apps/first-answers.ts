import type { Cluster } from "../model/cluster.ts";
import type { Lane, LaneSpec } from "../model/lane.ts";
import type { Sample } from "../model/sample.ts";
import { makeDnsAttempt } from "../probes/attempts/dns-attempt.ts";
import { makeAttempt } from "../probes/attempts/http-attempt.ts";
import { newConnections } from "../probes/connections/connection-source.ts";
import { newHttp2Connections } from "../probes/connections/new-http2-connections.ts";
import { expandLanes, portFor } from "../probes/lanes/lanes.ts";
import type { Operation } from "../probes/operation.ts";

/** Right answers in a row that a node must give. */
const answersInARow = 3;

/**
 * The lanes of an operation through the nodes that publish its port which do not answer rightly so many times in a row,
 * each with why not, asked as the lanes of a run ask them; `isRight` looks at what a good answer says. A node's own
 * network meets a Service by the rules that its NodePorts are part of.
 */
export async function silentLanes(
  cluster: Cluster,
  { operation, spec, ask }: { readonly operation: Operation; readonly spec: LaneSpec; readonly ask?: Lane["ask"] },
  isRight: (detail: string) => boolean,
): Promise<string[]> {
  const port = portFor(spec) ?? "";
  const nodes = cluster.nodes.filter(({ ports }) => ports[port] !== undefined);
  const lanes = expandLanes([spec], { ...cluster, nodes }, 0);
  const silent = lanes.map(async (lane) => {
    const asked = ask === undefined ? lane : { ...lane, ask };
    const why = await whySilent(operation, asked, isRight);
    return why === undefined ? [] : [`${lane.id} (${why})`];
  });
  return (await Promise.all(silent)).flat();
}

/** Why a lane does not answer rightly, as a class of errors or with the name in its answer; undefined where it does. */
async function whySilent(
  operation: Operation,
  lane: Lane,
  isRight: (detail: string) => boolean,
): Promise<string | undefined> {
  for (let time = 0; time < answersInARow; time++) {
    const { outcome, error = outcome, detail = "" } = await askOnce(operation, lane, time);
    if (outcome !== "ok") return error;
    if (!isRight(detail)) return `answered by "${detail}"`;
  }
  return undefined;
}

function askOnce(operation: Operation, lane: Lane, number: number): Promise<Sample> {
  const now = () => performance.now();
  const path = { lane, namespace: "", now, lanes: [lane] };
  if (operation.protocol === "dns")
    return makeDnsAttempt({ ...path, operation, services: {}, nextNumber: () => 0 }, number, now());
  const target = { host: lane.host, port: lane.port, serverName: lane.host };
  const connect = operation.overHttp2 === true ? newHttp2Connections : newConnections;
  return makeAttempt(
    { ...path, operation, source: connect(target, () => 0), backendOf: () => undefined },
    number,
    now(),
  );
}
