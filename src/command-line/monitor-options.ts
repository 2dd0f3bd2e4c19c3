import type { MonitorScope, Need } from "../kube/permissions.ts";
import { choose, type Reached, reach } from "../kube/reach.ts";
import { toMs } from "../model/duration.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { mustBeFit, mustBeProbeable } from "../monitor/preflight.ts";
import { defaultLanes, type LaneWords, mustResolve, readLaneWords } from "./lane-option.ts";

/** What a person gives `monitor`. */
export interface MonitorOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly for?: string;
  readonly lanes?: string;
  readonly read: string;
  readonly write?: string;
  readonly deadline?: string;
  readonly latencyLimit?: string;
  readonly maxOutage?: string;
  readonly upgrade?: boolean;
  readonly reports: string;
  readonly seed?: number;
  readonly json?: boolean;
}

/** The same, checked: nothing was looked at but the words. */
export interface MonitorWishes extends LaneWords {
  /** Infinity where a person ends it. */
  readonly forMs: number;
  readonly scope: MonitorScope;
  /** Later than this an answer counts as none. */
  readonly latencyLimit: string;
  readonly maxOutage: string | undefined;
  /** An upgrade that somebody else makes is followed. */
  readonly upgrade: boolean;
}

/** Without nodes nobody can follow an upgrade; what else may not be read is told as not read. */
const upgradeNeeds: readonly Need[] = [{ verb: "list", resource: "nodes" }];

/** An answer later than this counts as none unless a person says otherwise; that of max-outage. */
const defaultLatencyLimitMs = 1_000;
const leastDeadlineMs = 100;
const mostDeadlineMs = 60_000;
/** Objects that a write lane fills are made beforehand, 8 for each 3,200 attempts. */
const mostWriteMs = 4 * 3_600_000;

/** Reads and checks the options; throws UsageError for what is wrong or does not fit together. */
export async function readMonitorOptions(options: MonitorOptions): Promise<MonitorWishes> {
  const forMs = duration("--for", options.for) ?? Number.POSITIVE_INFINITY;
  const deadlineMs = duration("--deadline", options.deadline);
  if (deadlineMs !== undefined && (deadlineMs < leastDeadlineMs || deadlineMs > mostDeadlineMs))
    throw new UsageError(`--deadline ${options.deadline}: from 100ms to 60s`);
  const scope = readScope(options, forMs);
  const words = await readLaneWords(options.lanes ?? lanesFor(scope), { deadlineMs, writes: scope.writes });
  const shortest = Math.min(...words.wishes.map((wish) => wish.deadlineMs));
  const asked = duration("--latency-limit", options.latencyLimit);
  if (asked !== undefined && asked > shortest)
    throw new UsageError(
      `--latency-limit ${options.latencyLimit} is above the deadline of ${shortest / 1_000} s: no answer is waited for so long; raise --deadline`,
    );
  const latencyLimit = options.latencyLimit ?? (shortest < defaultLatencyLimitMs ? `${shortest}ms` : "1s");
  const maxOutageMs = duration("--max-outage", options.maxOutage);
  if (maxOutageMs !== undefined) mustResolve(maxOutageMs, words.wishes);
  return { ...words, forMs, scope, latencyLimit, maxOutage: options.maxOutage, upgrade: options.upgrade === true };
}

function lanesFor({ writes }: MonitorScope): string {
  return writes ? `${defaultLanes},write/new,write/reused` : defaultLanes;
}

function readScope({ read, write }: MonitorOptions, forMs: number): MonitorScope {
  if (write === undefined) {
    const match = /^([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(read);
    if (match?.[1] === undefined || match[2] === undefined)
      throw new UsageError(`--read ${read}: write the namespace and the name of a ConfigMap: default/kube-root-ca.crt`);
    return { namespace: match[1], object: match[2], writes: false };
  }
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(write))
    throw new UsageError(`--write ${write}: no name of a namespace: small letters, digits and dashes, at most 63`);
  if (/^(default|kube-.*)$/.test(write))
    throw new UsageError(`--write ${write}: is the system's; name a namespace that does not exist`);
  if (forMs > mostWriteMs)
    throw new UsageError("--write needs --for, at most 4h: the objects that are written to are made beforehand");
  return { namespace: write, writes: true };
}

function duration(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  try {
    const ms = toMs(text);
    if (ms > 0) return ms;
  } catch (error) {
    throw new UsageError(`${option}: ${messageOf(error)}`);
  }
  throw new UsageError(`${option} ${text}: longer than nothing`);
}

/**
 * Checks everything that can be checked before the first attempt: the words, the kubeconfig, the server, what its user
 * may do. Throws UsageError.
 */
export async function prepareMonitor(options: MonitorOptions): Promise<{ wishes: MonitorWishes; reached: Reached }> {
  const wishes = await readMonitorOptions(options);
  const chosen = await choose(options);
  mustBeProbeable(chosen);
  const reached = await reach(chosen, wishes.forMs);
  try {
    await mustBeFit(reached, wishes.permissions, wishes.scope, wishes.upgrade ? upgradeNeeds : []);
  } catch (error) {
    reached.api.close();
    throw error;
  }
  return { wishes, reached };
}
