import { bootId } from "../../host/process-start.ts";
import type { EventOf } from "../../model/event.ts";
import type { Lane, WatchLane } from "../../model/lane.ts";
import type { Sample } from "../../model/sample.ts";
import { sumFigures } from "./health-sum.ts";
import type { BackendOfLane, ProberHealth, ProbeSetup, WatchBatch } from "./messages.ts";
import type { NetworkPlace } from "./peer.ts";
import { ProbingProcess } from "./probing-process.ts";

/** Begin or end of probing, as it is journaled. */
type ProbingEdge = Omit<EventOf<"probing-begin">, "at"> | Omit<EventOf<"probing-end">, "at">;

/** What is probed and where the samples go. */
export interface ProberOptions
  extends Omit<ProbeSetup, "kernel" | "numbering" | "own" | "services" | "watches">,
    Partial<Pick<ProbeSetup, "services" | "watches">> {
  /** The network from which lanes inside the cluster are probed; needed where there are such lanes. */
  readonly inside?: NetworkPlace | undefined;
  /** Called with a batch at most every 100 ms. */
  onSamples(samples: Sample[]): void;
  /** Called with what arrived on lanes that listen, at most every 100 ms. */
  onWatched?(batches: WatchBatch[]): void;
  /** Called once a second. */
  onHealth(figures: ProberHealth): void;
  /** A certificate was met that was not known before; only where they are learnt. */
  onBackends?(certificates: string[]): void;
  /** Told when the schedule is set and when the lanes are about to be stopped: between the two all that is due is seen. */
  onProbing?(edge: ProbingEdge): void;
  /** A probing process died: no samples come any more. */
  onError(error: Error): void;
}

/**
 * Lanes that run in processes of their own: one here, and one in a node's network where lanes are inside the cluster.
 */
export interface Prober {
  /**
   * Closes reused connections and opens them anew until a backend answers that is none of these; throws PlatformError
   * "move-failed".
   */
  moveReused(laneIndexes: readonly number[], awayFromBackends: readonly number[]): Promise<BackendOfLane>;
  /** The backend that each reused lane's connection goes to. */
  pinnedBackends(): Promise<BackendOfLane>;
  /** Requests to the server of a kubeconfig carry this authorization from now on. */
  authorize(authorization: string): Promise<void>;
  /** Starts no further attempts, waits for those under way (at most their deadline) and hands over the last samples. */
  stop(): Promise<void>;
}

/** Time between the start's announcement and the first attempt, milliseconds. */
const leadMs = 30;

/** Starts the lanes, all at the same time; resolves when the first attempts are about to start. */
export async function startProber(options: ProberOptions): Promise<Prober> {
  const { lanes, backends, credentials, namespace, startedAtNs, services = {}, server, selfProbe } = options;
  const figures = sumFigures((sum) => options.onHealth(sum));
  const groups = groupsOf(lanes, options.watches ?? []);
  const processes = groups.map(({ own, watches, inside }, index) => {
    const numbering = { first: index + 1, step: groups.length };
    const listener = { ...options, onHealth: (one: ProberHealth) => figures.add(index, one) };
    const elsewhere = { services, server, selfProbe };
    const kernel = inside ? bootId() : undefined;
    const setup = {
      lanes,
      own,
      watches,
      backends,
      credentials,
      namespace,
      ...elsewhere,
      startedAtNs,
      numbering,
      kernel,
    };
    return {
      own: [...own, ...watches.map((watch) => watch.index)],
      probing: new ProbingProcess(setup, listener, inside ? options.inside : undefined),
    };
  });
  const all = <T>(ask: (probing: ProbingProcess) => Promise<T>) =>
    Promise.all(processes.map(({ probing }) => ask(probing)));
  await all((probing) => probing.ready).catch(async (error: unknown) => {
    // One that cannot start is no reason for the other to stay.
    await Promise.allSettled(processes.map(({ probing }) => probing.stop()));
    throw error;
  });
  const at = Number(process.hrtime.bigint() - startedAtNs) / 1e6 + leadMs;
  options.onProbing?.({ type: "probing-begin", leadMs });
  await all((probing) => probing.ask((id) => ({ do: "start", id, at })));
  return {
    moveReused: async (wanted, awayFrom) => {
      const moved = processes.map(({ own, probing }) =>
        probing.ask((id) => ({ do: "move", id, lanes: own.filter((lane) => wanted.includes(lane)), awayFrom })),
      );
      return Object.assign({}, ...(await Promise.all(moved)));
    },
    pinnedBackends: async () =>
      Object.assign({}, ...(await all((probing) => probing.ask((id) => ({ do: "pinned", id }))))),
    authorize: async (authorization) =>
      void (await all((probing) => probing.ask((id) => ({ do: "authorize", id, authorization })))),
    stop: async () => {
      options.onProbing?.({ type: "probing-end" });
      await all((probing) => probing.stop());
      figures.flush();
    },
  };
}

/** What one probing process does: lanes by their indexes. */
interface LaneGroup {
  readonly inside: boolean;
  readonly own: readonly number[];
  readonly watches: readonly WatchLane[];
}

/** The lanes of each process; there is always one. */
function groupsOf(lanes: readonly Lane[], watches: readonly WatchLane[]): LaneGroup[] {
  const of = (inside: boolean): LaneGroup => {
    const own = lanes.filter((lane) => (lane.via === "in-cluster") === inside);
    return { inside, own: own.map(({ index }) => index), watches: inside ? [] : watches };
  };
  const groups = [of(false), of(true)].filter((group) => group.own.length + group.watches.length > 0);
  return groups.length === 0 ? [of(false)] : groups;
}
