import type { EventOf } from "../model/event.ts";
import type { Lane } from "../model/lane.ts";
import type { Sample } from "../model/sample.ts";

/** PEM texts of one identity and of the authority that signed the other side's. */
export interface ProbeCredentials {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** What the probing process is given at its start. */
export interface ProbeSetup {
  readonly lanes: readonly Lane[];
  /** Node names as in the API servers' certificates; an index into it is a sample's backend. */
  readonly backends: readonly string[];
  readonly credentials: { readonly api: ProbeCredentials; readonly etcd: ProbeCredentials };
  readonly namespace: string;
  /** Start of the run on process.hrtime: all times of samples are milliseconds since it. */
  readonly startedAtNs: bigint;
}

/** How the instrument itself fared in the last second. */
export type InstrumentFigures = Omit<EventOf<"instrument">, "type" | "at">;

/** Words to the probing process; each is answered under its id. */
export type Command =
  | { readonly do: "move"; readonly id: number; readonly lanes: readonly number[]; readonly awayFrom: number }
  | { readonly do: "pinned"; readonly id: number }
  | { readonly do: "stop"; readonly id: number };

/** A control plane's index for each lane. */
export type BackendOfLane = Record<number, number | undefined>;

/** Words from the probing process. */
export type Report =
  | { readonly is: "ready" }
  | { readonly is: "samples"; readonly samples: Sample[] }
  | { readonly is: "instrument"; readonly figures: InstrumentFigures }
  | { readonly is: "answer"; readonly id: number; readonly backends: BackendOfLane }
  | { readonly is: "refusal"; readonly id: number; readonly code: string; readonly message: string };
