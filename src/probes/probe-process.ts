import { createSecureContext, type SecureContext } from "node:tls";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { Lane } from "../model/lane.ts";
import type { Sample } from "../model/sample.ts";
import { preferThisProcess } from "../platform/process-priority.ts";
import type { LanePath } from "./attempt.ts";
import { backendFinder } from "./backend.ts";
import { canaryOperation, serveCanary } from "./canary.ts";
import { newConnections, type PinnedSource } from "./connection-source.ts";
import { Http2Connection } from "./http2-connection.ts";
import { watchInstrument } from "./instrument.ts";
import { runLane } from "./lane-runner.ts";
import type { BackendOfLane, Command, ProbeCredentials, ProbeSetup, Report } from "./messages.ts";
import { type HttpOperation, loadOperation } from "./operation.ts";
import { ReusedConnections } from "./reused-connections.ts";

/** The probing process: runs the lanes it is given and sends samples in batches until it is told to stop. */
const setup = await new Promise<ProbeSetup>((resolve) => process.once("message", resolve));
const batchMs = 100;
/** Time between being ready and the first attempt. */
const leadMs = 20;

// Ctrl-C reaches the whole group; it is the runner that decides when the lanes stop. Without a runner there is nobody to probe for.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
await preferThisProcess();
const tell = (report: Report) => process.send?.(report);
// The run's clock is hrtime; performance.now() is the same clock from another origin, and cheaper to read.
const originNs = Number(process.hrtime.bigint() - setup.startedAtNs) / 1e6 - performance.now();
const now = () => performance.now() + originNs;

let connections = 0;
const nextNumber = () => ++connections;
const contexts = { api: context(setup.credentials.api), etcd: context(setup.credentials.etcd) };
const backendOf = backendFinder(setup.backends);
const pools = new Map<number, PinnedSource>();
const counts = { late: 0, capped: 0, canaryFailures: 0 };

let batch: Sample[] = [];
const flush = () => {
  if (batch.length > 0) tell({ is: "samples", samples: batch });
  batch = [];
};

const canary = await serveCanary(setup.credentials.api);
const paths = await Promise.all(
  setup.lanes.map(async (lane) => {
    const operation = await loadOperation(lane.operation);
    return pathOf(lane, operation, contexts[operation.credentials]);
  }),
);
await Promise.all([...pools.values()].map((pool) => pool.warm()));
const start = now() + leadMs;
const running = paths.map((path) => runLane(path, start, counts, (sample) => batch.push(sample)));
running.push(
  runLane(pathOf(canary.lane, canaryOperation, contexts.api, true), start, counts, (sample) => {
    if (sample.outcome !== "ok") counts.canaryFailures += 1;
  }),
);
const flushing = setInterval(flush, batchMs);
const endWatch = watchInstrument(counts, (figures) => tell({ is: "instrument", figures }));

process.on("message", (command: Command) => {
  answer(command).then(
    (backends) => tell({ is: "answer", id: command.id, backends }),
    (error: unknown) => {
      const code = error instanceof PlatformError ? error.code : "prober";
      tell({ is: "refusal", id: command.id, code, message: messageOf(error) });
    },
  );
});
tell({ is: "ready" });

async function answer(command: Command): Promise<BackendOfLane> {
  if (command.do === "stop") await stop();
  if (command.do === "move") {
    // One lane after the other: lanes that dial at the same time meet a round robin in step, each the same backend every time.
    for (const lane of command.lanes) await move(lane, command.awayFrom);
  }
  return Object.fromEntries([...pools].map(([lane, pool]) => [lane, backendOf(pool.current()?.names ?? "")]));
}

async function move(lane: number, awayFrom: number): Promise<void> {
  const pool = pools.get(lane);
  if (pool === undefined) throw new PlatformError("move-failed", `lane ${lane} keeps no connection`);
  const isElsewhere = (names: string) => ![undefined, awayFrom].includes(backendOf(names));
  const current = pool.current();
  if (current === undefined || !isElsewhere(current.names)) await pool.move(isElsewhere);
}

async function stop(): Promise<void> {
  await Promise.all(running.map((lane) => lane.stop()));
  clearInterval(flushing);
  flush();
  endWatch();
  canary.close();
}

function context(credentials: ProbeCredentials): SecureContext {
  // A plain curve: the hybrid key exchange that OpenSSL prefers costs both sides of every new connection more.
  return createSecureContext({ ...credentials, ecdhCurve: "X25519:P-256:P-384" });
}

function pathOf(lane: Lane, operation: HttpOperation, secureContext: SecureContext, own = false): LanePath {
  const serverName = lane.host === "127.0.0.1" ? "localhost" : lane.host;
  const target = { host: lane.host, port: lane.port, context: secureContext, serverName, own };
  const path = { lane, operation, namespace: setup.namespace, backendOf, now };
  if (lane.connection === "new") return { ...path, source: newConnections(target, nextNumber) };
  const Pool = lane.connection === "http2" ? Http2Connection : ReusedConnections;
  const pool = new Pool(target, nextNumber);
  pools.set(lane.index, pool);
  return { ...path, source: pool };
}
