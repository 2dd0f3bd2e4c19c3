import type { EventOf } from "../../model/event.ts";
import type { Lane, ServiceAddresses, WatchLane } from "../../model/lane.ts";
import type { Sample } from "../../model/sample.ts";
import type { WatchRow } from "../../model/watch.ts";
import type { Addressing } from "../../net/http-dial.ts";
import type { TunnelProxy } from "../../net/tunnel.ts";

/**
 * PEM texts of one identity and of the authorities that sign the other side's; without an identity a token is shown.
 */
export interface ProbeCredentials {
  readonly ca: string | string[];
  readonly cert?: string;
  readonly key?: string;
}

/** The one server of a kubeconfig, where it is not a cluster of ours on loopback. */
export interface ProbedServer extends Addressing {
  /** Name that its certificate must carry. */
  readonly serverName: string;
  /** The person asked that its certificate be not checked. */
  readonly insecure: boolean;
  /** The tunnel that every connection goes through. */
  readonly proxy?: TunnelProxy | undefined;
}

/** What the probing process is given at its start. */
export interface ProbeSetup {
  /** All lanes of the run; a lane may need to know of another. */
  readonly lanes: readonly Lane[];
  /** Indexes of those that this process runs. */
  readonly own: readonly number[];
  /** Lanes that listen; their indexes are none of the other lanes'. */
  readonly watches: readonly WatchLane[];
  /** Node names as in the API servers' certificates; an index into it is a sample's backend. */
  readonly backends: readonly string[];
  readonly credentials: { readonly api: ProbeCredentials; readonly etcd: ProbeCredentials };
  readonly namespace: string;
  readonly services: ServiceAddresses;
  /**
   * Set for a cluster that is not ours: which API servers there are is learnt then, from the certificates that are met.
   */
  readonly server?: ProbedServer | undefined;
  /** What the self-probe serves with; by default the identity that is shown to API servers. */
  readonly selfProbe?: { readonly cert: string; readonly key: string } | undefined;
  /** Start of the run on process.hrtime: all times of samples are milliseconds since it. */
  readonly startedAtNs: bigint;
  /** The start of the kernel that the process must be on, where it may be on another: clocks of two are not one. */
  readonly kernel?: string | undefined;
  /** Which of the numbers of local connections are this process's: every `step`th from `first` on. */
  readonly numbering: { readonly first: number; readonly step: number };
}

/** How the prober itself fared in the last second. */
export type ProberHealth = Omit<EventOf<"prober-health">, "type" | "at">;

/** What arrived on one lane that listens. */
export interface WatchBatch {
  readonly lane: number;
  /** How many arrivals of the lane were told before these. */
  readonly first: number;
  readonly arrivals: readonly WatchRow[];
}

/** Words to the probing process; each is answered under its id. */
export type Command =
  /** The first period of every lane begins at this time of the run, milliseconds. */
  | { readonly do: "start"; readonly id: number; readonly at: number }
  | {
      readonly do: "move";
      readonly id: number;
      readonly lanes: readonly number[];
      readonly awayFrom: readonly number[];
    }
  | { readonly do: "pinned"; readonly id: number }
  /** Requests carry another authorization from now on. */
  | { readonly do: "authorize"; readonly id: number; readonly authorization: string }
  | { readonly do: "stop"; readonly id: number };

/** A control plane's index for each lane. */
export type BackendOfLane = Record<number, number | undefined>;

/** Words from the probing process. */
export type ProbeMessage =
  | { readonly is: "ready" }
  | { readonly is: "samples"; readonly samples: Sample[] }
  | { readonly is: "watched"; readonly batches: WatchBatch[] }
  /** The names in all certificates met so far, where they are learnt; a sample's backend is an index into it. */
  | { readonly is: "backends"; readonly certificates: string[] }
  | { readonly is: "prober-health"; readonly figures: ProberHealth }
  | { readonly is: "answer"; readonly id: number; readonly backends: BackendOfLane }
  | { readonly is: "refusal"; readonly id: number; readonly code: string; readonly message: string };
