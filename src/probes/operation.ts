import type { Connection, Destination, Lane, LaneSpec, ServiceAddresses, Via, WatchSpec } from "../model/lane.ts";
import type { Permission } from "../model/permission.ts";
import { type QuorumSize, quorumName } from "../model/quorum.ts";
import type { RecordedOperation } from "../model/recorded-operation.ts";
import type { Observed } from "../model/watch.ts";
import type { DnsQuestion, DnsRecord } from "../net/dns-exchange.ts";
import type { HttpAnswer, HttpRequest } from "../net/http-exchange.ts";

/** What a scenario says about a lane; the rest comes from the operation. */
export interface LaneOptions {
  readonly via?: Via;
  readonly connection?: Connection;
  /** Attempts a second. */
  readonly hz?: number;
  readonly deadlineMs?: number;
}

/** The same for a question over UDP, which has a socket of its own each time. */
export type DnsLaneOptions = Omit<LaneOptions, "connection">;

/** What a scenario says of a lane to a group of etcd members. */
export interface QuorumLaneOptions extends LaneOptions {
  /** Of how many members the group is that the run makes: 1, 3 or 5. */
  readonly members?: QuorumSize;
}

/** What a scenario says of a lane that listens; the rest comes from the operation. */
export type WatchOptions = Partial<Omit<WatchSpec, "operation">>;

/** A resolver's own patience with one question: the C library's default timeout (resolv.conf(5)), milliseconds. */
const resolverDeadlineMs = 5_000;

/** What an answer with a good status says. */
export interface Reading {
  readonly revision?: number | undefined;
  readonly detail?: string | undefined;
  /** What stands for the content that was read, without spaces: it follows the words of the request. */
  readonly content?: string | undefined;
}

/** A request with the words that its sample carries whatever comes of it. */
export interface ProbeRequest extends HttpRequest {
  readonly detail?: string;
}

/** What every operation says of itself. */
interface OperationFacts extends Pick<RecordedOperation, "isDetail" | "connectOnly"> {
  /** Name in scenarios and lane ids; the file's name. */
  readonly name: string;
  /** One line for people: what it shows. */
  readonly summary: string;
  /** Paths that make sense for it; the first is the default. */
  readonly vias: readonly [Via, ...Via[]];
  readonly deadlineMs: number;
  /** The connection of a lane that says none; "new" where it is not there. */
  readonly usualConnection?: Connection;
  /** Of how many members the group is that a lane says nothing of, where lanes ask groups of etcd members. */
  readonly usualMembers?: QuorumSize;
  /** Whom it asks; decides the port, and the client certificate where there is one. */
  readonly destination: Destination;
}

/**
 * One request over HTTP at each attempt, one answer; over TLS to the API and to the cluster's etcd, plain to
 * applications.
 */
export interface HttpOperation extends OperationFacts {
  readonly protocol: "http";
  /**
   * Whether an attempt whose answer was lost may still have been carried out: such an attempt is unknown, not failed.
   */
  readonly changesState: boolean;
  /**
   * How long a reused connection carries requests before it is given up for a new one, milliseconds; without it as long
   * as it lives.
   */
  readonly connectionAgeMs?: number;
  /** Set where it is asked over HTTP/2 alone, on new connections and on one that stays, without TLS too. */
  readonly overHttp2?: true;
  /** What its user must be permitted; an operation that does not say cannot run on a cluster that is not ours. */
  readonly permissions?: readonly Permission[];
  /** Objects that must exist before the lane starts, for a run of at most this length. */
  objects?(lane: Lane, durationMs: number): string[];
  /** Names of Secrets that must exist before the lane starts. */
  readonly secrets?: readonly string[];
  /** The request of an attempt; `lanes` are all of the probing process, for those that look at what others do. */
  request(lane: Lane, attempt: number, namespace: string, lanes: readonly Lane[]): ProbeRequest;
  /** A second request that the attempt sends on the same connection once the first was answered with status 2xx. */
  thenRequest?(lane: Lane, attempt: number, namespace: string): HttpRequest;
  /**
   * Reads a whole answer with status 2xx, of two requests the second's, with all of it and the lane where that is
   * needed; throws where it is not what it should be.
   */
  read(body: string, answer?: HttpAnswer, lane?: Lane): Reading;
  /** A short reason out of the body of an answer with status 5xx. */
  reason?(body: string): string | undefined;
}

/** One question over UDP at each attempt, from a socket of its own, one answer. */
export interface DnsOperation extends OperationFacts {
  readonly protocol: "dns";
  question(namespace: string, services: ServiceAddresses, lane: Lane): DnsQuestion;
  /** Reads the records of an answer without error; throws where they are not what they should be. */
  read(records: readonly DnsRecord[], services: ServiceAddresses): Reading;
}

/** What a lane does at each attempt. The default export of a file in src/probes/operations. */
export type Operation = HttpOperation | DnsOperation;

/** How an object came to be seen; one of a list is as good as added. */
export type WatchEventType = "ADDED" | "MODIFIED" | "DELETED";

/** What a lane that listens does: a list, and a stream of what changes after it. It makes no attempts. */
export interface WatchOperation extends Omit<OperationFacts, "deadlineMs" | "usualMembers"> {
  readonly protocol: "watch";
  readonly usualConnection: WatchSpec["connection"];
  /** After how long a silence, milliseconds, a lane that says nothing of it gives a stream up, by its connection. */
  readonly idleMs: Readonly<Record<WatchSpec["connection"], number>>;
  readonly destination: "api";
  list(namespace: string): HttpRequest;
  /** The stream of what changed after a revision; the server ends it after so many seconds. */
  watch(namespace: string, revision: number, timeoutSeconds: number): HttpRequest;
  /**
   * What is journaled of an object that was added, changed or deleted; without it only that something changed. Such a
   * lane is not about what lanes write.
   */
  observer?(object: unknown, type: WatchEventType): Observed;
}

/** Everything that a file in src/probes/operations may hold. */
export type AnyOperation = Operation | WatchOperation;

/** An operation as its file says it: what is left out is as most of its protocol have it. */
type With<Kind, Defaulted extends keyof Kind> = Omit<Kind, Defaulted> & Partial<Pick<Kind, Defaulted>>;
type HttpInput = With<HttpOperation, "deadlineMs" | "destination" | "changesState">;
/** One that only connects asks nothing, and reads nothing. */
type ConnectInput = Omit<HttpInput, "request" | "read"> & { readonly connectOnly: true };
type DnsInput = With<DnsOperation, "deadlineMs">;
type WatchInput = With<WatchOperation, "destination" | "usualConnection" | "idleMs">;

/** What most requests to the API are given, milliseconds. */
const requestDeadlineMs = 10_000;

/** What an attempt that only connects never comes to. */
const onlyConnects: Pick<HttpOperation, "request" | "read"> = {
  request: () => ({ method: "GET", path: "" }),
  read: () => {
    throw new Error("nothing is read");
  },
};

/**
 * Default deadlines of a silent stream, milliseconds: over HTTP/2 later than client-go's own ping (45 s), which is to
 * be seen.
 */
const usualIdleMs = { reused: 10_000, http2: 60_000 } as const;

/**
 * Makes an operation. A request goes to the API, changes nothing and gets 10 s, a question over UDP gets a resolver's own
 * patience, and a stream comes from the API, unless the operation says otherwise.
 */
export function defineOperation(operation: HttpInput | ConnectInput): HttpOperation;
export function defineOperation(operation: DnsInput): DnsOperation;
export function defineOperation(operation: WatchInput): WatchOperation;
export function defineOperation(operation: HttpInput | ConnectInput | DnsInput | WatchInput): AnyOperation {
  if (operation.protocol === "watch")
    return { destination: "api", usualConnection: "reused", idleMs: usualIdleMs, ...operation };
  if (operation.protocol === "dns") return { deadlineMs: resolverDeadlineMs, ...operation };
  return { destination: "api", changesState: false, deadlineMs: requestDeadlineMs, ...onlyConnects, ...operation };
}

/**
 * The kinds of connection that make sense for an operation; HTTP/2 needs TLS here, and a question over UDP has a socket
 * of its own.
 */
export function connectionsOf(operation: AnyOperation): readonly Connection[] {
  const { protocol, destination } = operation;
  if (protocol === "dns") return ["new"];
  if (protocol === "watch") return ["reused", "http2"];
  if (operation.connectOnly === true) return ["new"];
  if (operation.overHttp2 === true) return ["new", "http2"];
  const secure = destination === "api" || destination === "etcd";
  return secure ? ["new", "reused", "http2"] : ["new", "reused"];
}

/** The operation of a name; only the files that a run needs are read. */
export async function loadOperation(name: string): Promise<Operation> {
  const module: { default: Operation } = await import(`./operations/${name}.ts`);
  return module.default;
}

/** The operation of a lane that listens. */
export async function loadWatchOperation(name: string): Promise<WatchOperation> {
  const module: { default: WatchOperation } = await import(`./operations/${name}.ts`);
  return module.default;
}

/** A lane of an operation as a scenario asks for it, with the operation's own defaults. */
export function laneOf(operation: Operation, options: QuorumLaneOptions): LaneSpec {
  const members = operation.usualMembers === undefined ? undefined : (options.members ?? operation.usualMembers);
  return {
    operation: operation.name,
    ...(members === undefined ? {} : { variant: String(members) }),
    destination: members === undefined ? operation.destination : quorumName(members),
    via: options.via ?? operation.vias[0],
    connection: options.connection ?? operation.usualConnection ?? "new",
    hz: options.hz ?? 10,
    deadlineMs: options.deadlineMs ?? operation.deadlineMs,
  };
}

/** A lane that listens as a scenario asks for it, with the operation's own defaults. */
export function watchOf(operation: WatchOperation, options: WatchOptions): WatchSpec {
  const connection = options.connection ?? operation.usualConnection;
  return {
    operation: operation.name,
    via: options.via ?? (operation.vias[0] as WatchSpec["via"]),
    connection,
    idleMs: options.idleMs ?? operation.idleMs[connection],
  };
}
