import { type Clock, hold } from "../host/clock.ts";
import { machineMeter } from "../host/machine-meter.ts";
import { describeIdentity } from "../kube/credentials.ts";
import type { Reached } from "../kube/reach.ts";
import { readWrittenObjects } from "../kube/written-objects.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { Untimed } from "../model/event.ts";
import type { Lane } from "../model/lane.ts";
import type { Sample } from "../model/sample.ts";
import { createAuthority, issueCertificate } from "../net/certificate.ts";
import { nameBackends } from "../probes/connections/backend.ts";
import { objectsOf } from "../probes/objects/needed-objects.ts";
import { type Prober, startProber } from "../probes/process/prober.ts";
import { type CredentialKeeper, keepCredentials } from "./credential-keeper.ts";
import { forgetRecord, keepRecord, type NamespaceRecord } from "./namespace-record.ts";
import { makeNamespace, removalCommand, removeNamespace } from "./own-namespace.ts";

/** Everything a monitor needs from outside. */
export interface MonitorRequest {
  readonly reached: Reached;
  readonly lanes: readonly Lane[];
  /** Where the lanes read and write. */
  readonly namespace: string;
  /** Set where the monitor makes and removes that namespace. */
  readonly record?: NamespaceRecord | undefined;
  /** How long; Infinity until the signal. */
  readonly forMs: number;
  readonly clock: Clock;
  /** A person ends the run, or the journal cannot be written any more. */
  readonly signal: AbortSignal;
  /** Writes an event with the time of now. */
  emit(event: Untimed): void;
  onSamples(samples: readonly Sample[]): void;
  /** Looks at something else of the cluster while it is probed; ends soon after the signal. */
  beside?(signal: AbortSignal): Promise<void>;
}

type Emit = (event: Untimed) => void;

/**
 * Watches a server until the time is over or a person ends it, which is a normal end; what went wrong is in the
 * journal.
 */
export async function monitor(request: MonitorRequest): Promise<"completed" | "failed"> {
  const { reached, record, signal, emit } = request;
  const { server, context, kubernetes, source } = reached;
  const facts = { url: server.url, context: context.name, kubernetes, identity: describeIdentity(source) };
  emit({ type: "server", server: { ...facts, ...(record === undefined ? {} : { writes: record.namespace }) } });
  try {
    if (record !== undefined) await prepareNamespace(request, record, emit);
    const prober = await watch(request, emit);
    if (prober === "failed") return "failed";
    if (record === undefined) return "completed";
    emit({ type: "phase", name: "check of writes", edge: "begin" });
    // The one server is called so in the lanes' ids too.
    emit(await readWrittenObjects(reached.api, "server", record.namespace));
    emit({ type: "phase", name: "check of writes", edge: "end" });
    return "completed";
  } catch (error) {
    if (signal.aborted) return "completed";
    emit({ type: "error", code: error instanceof PlatformError ? error.code : "bug", message: messageOf(error) });
    return "failed";
  } finally {
    if (record !== undefined) await endNamespace(request, record, emit);
    reached.api.close();
  }
}

async function prepareNamespace(request: MonitorRequest, record: NamespaceRecord, emit: Emit): Promise<void> {
  emit({ type: "phase", name: `make namespace ${record.namespace}`, edge: "begin" });
  keepRecord(record);
  const objects = await objectsOf(request.lanes, request.forMs);
  await makeNamespace(request.reached.api, record, objects, request.signal);
  emit({ type: "phase", name: `make namespace ${record.namespace}`, edge: "end" });
}

async function endNamespace({ reached }: MonitorRequest, record: NamespaceRecord, emit: Emit): Promise<void> {
  emit({ type: "phase", name: `remove namespace ${record.namespace}`, edge: "begin" });
  try {
    const done = await removeNamespace(reached.api, record);
    forgetRecord(record);
    emit({ type: "note", text: `namespace ${record.namespace}: ${done}` });
  } catch (error) {
    const message = `namespace ${record.namespace} could not be removed: ${messageOf(error)}; this does it: ${removalCommand(record)}`;
    emit({ type: "error", code: "namespace", message });
  }
  emit({ type: "phase", name: `remove namespace ${record.namespace}`, edge: "end" });
}

async function watch(request: MonitorRequest, emit: Emit): Promise<"completed" | "failed"> {
  const { reached, clock, forMs, signal } = request;
  const died = new AbortController();
  emit({ type: "phase", name: "monitoring", edge: "begin" });
  emit({ type: "lanes", lanes: [...request.lanes], backends: [] });
  let keeper: CredentialKeeper | undefined;
  const prober = await start(request, emit, died, () => keeper?.refused());
  keeper = keepCredentials(reached.source, reached.server, reached.shown, {
    onToken: async (token) => {
      reached.api.authorize(token);
      await prober.authorize(reached.api.target.addressing.authorization ?? "");
    },
    onTrouble: (message, over) =>
      emit(over ? { type: "error", code: "credentials", message } : { type: "note", text: `credentials: ${message}` }),
  });
  const over = new AbortController();
  const beside = request.beside?.(over.signal).catch((error: unknown) => {
    emit({ type: "error", code: "bug", message: messageOf(error) });
    died.abort(error);
  });
  try {
    await wait(forMs, clock, AbortSignal.any([signal, died.signal]));
  } finally {
    over.abort();
    await beside;
    keeper.stop();
    await prober.stop();
  }
  emit({ type: "phase", name: "monitoring", edge: "end" });
  return died.signal.aborted ? "failed" : "completed";
}

/** Waits out the time; a person who ends it earlier, or a prober that died, ends it without an error. */
async function wait(forMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const end = clock.now() + forMs;
  try {
    // Timers count at most 2^31 ms.
    while (clock.now() < end) await hold(Math.min(end - clock.now(), 86_400_000), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function start(
  request: MonitorRequest,
  emit: Emit,
  died: AbortController,
  onRefused: () => void,
): Promise<Prober> {
  const { reached, lanes, namespace, clock } = request;
  const { server, shown, api } = reached;
  const { cert, key } = shown;
  const machine = machineMeter();
  const credentials = { ca: server.ca, ...(cert === undefined || key === undefined ? {} : { cert, key }) };
  return startProber({
    lanes,
    backends: [],
    credentials: { api: credentials, etcd: credentials },
    namespace,
    server: {
      ...api.target.addressing,
      serverName: server.serverName,
      insecure: server.insecure,
      proxy: server.proxy?.tunnel,
    },
    selfProbe: await issueCertificate(await createAuthority("self-probe"), ["localhost"]),
    startedAtNs: clock.startedAtNs,
    onProbing: emit,
    onSamples: (samples) => {
      request.onSamples(samples);
      if (samples.some((sample) => sample.error === "http-401")) onRefused();
    },
    onHealth: (figures) => emit({ type: "prober-health", ...figures, ...machine() }),
    // The last list of names counts: with each further certificate it is clearer what tells them apart.
    onBackends: (certificates) => {
      const backends = nameBackends(certificates, server.serverName);
      emit({ type: "lanes", lanes: [...lanes], backends });
      emit({ type: "note", text: `answered by ${backends.join(", ")}` });
    },
    onError: (error) => {
      emit({ type: "error", code: "prober", message: messageOf(error) });
      died.abort(error);
    },
  });
}
