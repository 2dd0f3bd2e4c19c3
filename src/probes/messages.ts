import type { EventOf } from "../model/event.ts";
import type { Destination, Lane, WatchLane } from "../model/lane.ts";
import type { Sample } from "../model/sample.ts";
import type { WatchRow } from "../model/watch.ts";

/** PEM texts of one identity and of the authority that signed the other side's. */
export interface ProbeCredentials {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Addresses of Services inside the cluster, by what is asked there. */
export type ServiceAddresses = Partial<Readonly<Record<Destination, { readonly host: string; readonly port: number }>>>;

/** What the probing process is given at its start. */
export interface ProbeSetup {
  readonly lanes: readonly Lane[];
  /** Lanes that listen; their indexes are none of the other lanes'. */
  readonly watches: readonly WatchLane[];
  /** Node names as in the API servers' certificates; an index into it is a sample's backend. */
  readonly backends: readonly string[];
  readonly credentials: { readonly api: ProbeCredentials; readonly etcd: ProbeCredentials };
  readonly namespace: string;
  readonly services: ServiceAddresses;
  /** Start of the run on process.hrtime: all times of samples are milliseconds since it. */
  readonly startedAtNs: bigint;
  /** Which of the numbers of local connections are this process's: every `step`th from `first` on. */
  readonly numbering: { readonly first: number; readonly step: number };
}

/** How the instrument itself fared in the last second. */
export type InstrumentFigures = Omit<EventOf<"instrument">, "type" | "at">;

/** What arrived on one lane that listens. */
export interface WatchBatch {
  readonly lane: number;
  readonly arrivals: readonly WatchRow[];
}

/** Words to the probing process; each is answered under its id. */
export type Command =
  /** The first period of every lane begins at this time of the run, milliseconds. */
  | { readonly do: "start"; readonly id: number; readonly at: number }
  | { readonly do: "move"; readonly id: number; readonly lanes: readonly number[]; readonly awayFrom: number }
  | { readonly do: "pinned"; readonly id: number }
  | { readonly do: "stop"; readonly id: number };

/** A control plane's index for each lane. */
export type BackendOfLane = Record<number, number | undefined>;

/** Words from the probing process. */
export type Report =
  | { readonly is: "ready" }
  | { readonly is: "samples"; readonly samples: Sample[] }
  | { readonly is: "watched"; readonly batches: WatchBatch[] }
  | { readonly is: "instrument"; readonly figures: InstrumentFigures }
  | { readonly is: "answer"; readonly id: number; readonly backends: BackendOfLane }
  | { readonly is: "refusal"; readonly id: number; readonly code: string; readonly message: string };
