import { formatMs } from "../model/duration.ts";
import { UsageError } from "../model/errors.ts";
import type { Connection } from "../model/lane.ts";
import type { Permission } from "../model/permission.ts";
import type { LaneWish } from "../monitor/monitor-lanes.ts";
import { type HttpOperation, loadOperation } from "../probes/operation.ts";
import { namesOf } from "../scenario/catalogue.ts";
import { unknownName } from "../scenario/nearest-names.ts";

const connections: readonly Connection[] = ["new", "reused", "http2"];

/**
 * Beyond this the measurement is not calibrated (docs/benchmarks.md), and somebody else's API server has other work.
 */
const mostHz = 50;
const leastHz = 0.1;
const defaultHz = 10;

/**
 * What a monitor watches unless it is told: what needs etcd's quorum, what needs an API server alone, and what it says
 * of itself.
 */
export const defaultLanes =
  "quorum-read/new,quorum-read/reused,cached-read/new,cached-read/reused,readyz/new,readyz/reused";

/** The lanes that a person named, with what their user must be permitted. */
export interface LaneWords {
  readonly wishes: readonly LaneWish[];
  readonly permissions: readonly Permission[];
}

/**
 * Reads "quorum-read/new,cached-read/reused@20hz"; throws UsageError with the nearest names. A deadline replaces every
 * operation's own.
 */
export async function readLaneWords(
  words: string,
  options: { readonly deadlineMs: number | undefined; readonly writes: boolean },
): Promise<LaneWords> {
  const operations = await suitable();
  const wishes: LaneWish[] = [];
  const permissions: Permission[] = [];
  for (const word of words.split(",").map((part) => part.trim())) {
    const { operation, connection, hz } = readWord(word, operations);
    if (operation.changesState && !options.writes)
      throw new UsageError(`--lanes ${word}: writes need --write with the name of a namespace to make and remove`);
    if (wishes.some((wish) => wish.operation === operation.name && wish.connection === connection))
      throw new UsageError(`--lanes: ${operation.name}/${connection} is there twice`);
    wishes.push({ operation: operation.name, connection, hz, deadlineMs: options.deadlineMs ?? operation.deadlineMs });
    permissions.push(...(operation.permissions ?? []));
  }
  return { wishes, permissions };
}

function readWord(word: string, operations: ReadonlyMap<string, HttpOperation>) {
  const match = /^([^/@]+)(?:\/([^/@]+))?(?:@([\d.]+)hz)?$/i.exec(word);
  if (match === null)
    throw new UsageError(
      `--lanes "${word}": write operation/connection, with a rate if you want: quorum-read/new@20hz`,
    );
  const [, name = "", connection = "new", rate] = match;
  const operation = operations.get(name);
  if (operation === undefined)
    throw unknownName("lane operation for a server of a kubeconfig", name, [...operations.keys()]);
  if (!isConnection(connection)) throw unknownName("connection", connection, connections);
  const hz = rate === undefined ? defaultHz : Number(rate);
  if (!(hz >= leastHz && hz <= mostHz))
    throw new UsageError(`--lanes ${word}: a rate from ${leastHz} to ${mostHz} hz is measured well, not ${rate}`);
  return { operation, connection, hz };
}

/** Operations that ask an API server and say what they must be permitted. */
async function suitable(): Promise<Map<string, HttpOperation>> {
  const all = await Promise.all(namesOf("operation").map(async (name) => [name, await loadOperation(name)] as const));
  const http = all.flatMap(([name, operation]) => (operation.protocol === "http" ? [[name, operation] as const] : []));
  return new Map(http.filter(([, operation]) => operation.permissions !== undefined));
}

function isConnection(word: string): word is Connection {
  return (connections as readonly string[]).includes(word);
}

/**
 * What an attempt may take on top of the distance of two attempts before an outage of that length could be told from
 * none; milliseconds.
 */
const answerMs = 50;

/**
 * Throws UsageError where a limit is shorter than what these lanes can tell from no outage at all, with the rate that
 * could.
 */
export function mustResolve(limitMs: number, wishes: readonly LaneWish[]): void {
  const slowest = Math.min(...wishes.map(({ hz }) => hz));
  // In an open schedule with a random phase two attempts are up to two periods apart.
  const leastMs = 2_000 / slowest + answerMs;
  if (limitMs >= leastMs) return;
  const needed = Math.ceil(2_000 / (limitMs - answerMs));
  const advice =
    limitMs > answerMs && needed <= mostHz
      ? `probe at ${needed} hz: --lanes "…@${needed}hz"`
      : `at least ${formatMs(2_000 / mostHz + answerMs)} can be judged, at ${mostHz} hz`;
  throw new UsageError(
    `--max-outage ${formatMs(limitMs)} cannot be judged at ${slowest} hz: attempts are up to ${formatMs(2_000 / slowest)} apart; ${advice}`,
  );
}
