import type { V1Pod } from "@kubernetes/client-node";
import { until } from "../../host/clock.ts";
import type { Engine } from "../../host/engine.ts";
import type { Kube } from "../../kube/kube.ts";
import type { Cluster } from "../../model/cluster.ts";
import { messageOf, PlatformError } from "../../model/errors.ts";
import { scriptWords } from "../../node-tools/script.ts";

/*
 * The kubelet delays the restart of a container that ended before: by 10 s after the second end, then 20 s, 40 s … at
 * most 5 min; it forgets an end when none followed for 10 min (twice the most) of its own machine's time, which nobody
 * else can tell of one that slept, or whose clock was set: what ended since the kubelet started counts as remembered.
 * Measured with kube-scheduler killed again and again: back after 1.1 s, 11.5 s, 21.6 s. So a fault would be judged by
 * what an earlier one left. The memory is the kubelet's own: restarted, it delays nothing (1.4 s, measured), and no
 * container notices. Moving a static pod's manifest away and back does not help: its identity is a hash of the file
 * (27 s for the next kill, measured), and hides the ends from the pod's status.
 */

/**
 * A static pod's container that begins so long after the kubelet was not begun for the first time, milliseconds;
 * measured on a loaded machine: up to 40 s.
 */
const firstStartWithinMs = 90_000;

const kubeletTimeoutMs = 30_000;

/** A component's process that a fault of this run ended, before a moment of the node's own clock. */
export interface Ended {
  /** Short name. */
  readonly node: string;
  readonly component: string;
  /** Milliseconds of the epoch. */
  readonly beforeMs: number;
}

/** What this run broke so far, by the clock of the machine that the nodes are on. */
export interface Broken {
  /** A static pod's container that began since then was not begun for the first time, milliseconds of the epoch. */
  readonly sinceMs: number;
  /** What faults ended: a kubelet that was without its API server may not have told of it yet. */
  readonly ended: readonly Ended[];
}

/** Where and what a back-off is looked for and cleared. */
export interface BackOffContext {
  readonly engine: Engine;
  readonly cluster: Cluster;
  readonly kube: Kube;
  readonly signal?: AbortSignal | undefined;
  readonly broken?: Broken;
  note(text: string): void;
}

/** What is known of the time at which containers began, by their node's own clock, milliseconds of the epoch. */
export interface Moments {
  readonly kubeletStartedMs: number;
  readonly brokenSinceMs?: number | undefined;
}

/** Components of a node whose next restart its kubelet would delay, from the pods' statuses. */
export function delayedComponents(
  pods: readonly V1Pod[],
  node: string,
  { kubeletStartedMs, brokenSinceMs = Number.POSITIVE_INFINITY }: Moments,
): string[] {
  const own = pods.filter((pod) => pod.spec?.nodeName === node);
  // A start is told in whole seconds, cut.
  const surelyAgainMs = Math.min(brokenSinceMs - 1_000, kubeletStartedMs + firstStartWithinMs);
  return own.flatMap((pod) => {
    const isStatic = pod.metadata?.annotations?.["kubernetes.io/config.source"] === "file";
    return (pod.status?.containerStatuses ?? []).flatMap(({ name, state, restartCount, lastState }) => {
      if (state?.waiting?.reason === "CrashLoopBackOff") return [name];
      const beganMs = timeOf(state?.running?.startedAt ?? lastState?.terminated?.finishedAt);
      const again = restartCount > 0 || (isStatic && beganMs > surelyAgainMs);
      return again && beganMs >= kubeletStartedMs ? [name] : [];
    });
  });
}

/** Components of a node that a fault ended since its kubelet started: it remembers, whatever the pods' statuses say. */
export function endedSince(ended: readonly Ended[], node: string, kubeletStartedMs: number): string[] {
  return ended.filter((one) => one.node === node && one.beforeMs >= kubeletStartedMs).map(({ component }) => component);
}

/**
 * Lets kubelets forget what ended before, where they would delay the next restart, and says so; returns whether any
 * did.
 */
export async function clearBackOff(context: BackOffContext): Promise<boolean> {
  const { engine, cluster, kube, broken } = context;
  const pods = await kube.pods("kube-system");
  let cleared = false;
  for (const { name, short, role } of cluster.nodes) {
    if (role !== "control-plane" && role !== "worker") continue;
    const kubeletStartedMs = await kubeletStart(engine, name);
    const told = delayedComponents(pods, name, { kubeletStartedMs, brokenSinceMs: broken?.sinceMs });
    const delayed = [...new Set([...told, ...endedSince(broken?.ended ?? [], short, kubeletStartedMs)])];
    if (delayed.length === 0) continue;
    await restartKubelet(context, name);
    context.note(
      `${short}: kubelet restarted, because it would have delayed the next restart of ${delayed.join(", ")} (back-off of earlier ends)`,
    );
    cleared = true;
  }
  return cleared;
}

/** Prints when the kubelet started, and what time it is there now. */
const startScript = "systemctl show kubelet -p ActiveEnterTimestamp --value; date +%s";

/** When the kubelet of a node started by that node's own clock, milliseconds of the epoch. */
async function kubeletStart(engine: Engine, node: string): Promise<number> {
  const { stdout } = await engine.exec(node, scriptWords(startScript));
  const startedMs = readKubeletStart(stdout);
  if (Number.isNaN(startedMs))
    throw new PlatformError("kubelet", `${node}: its kubelet does not run (${stdout.trim()})`);
  return startedMs;
}

/**
 * Reads when a kubelet started, in whole seconds as systemd tells them; -Infinity where that is yet to come, since the clock
 * was set back meanwhile: then nothing that is dated after it is surely so. NaN where it does not run.
 */
export function readKubeletStart(text: string): number {
  const [started = "", now = ""] = text.trim().split("\n");
  const startedMs = Date.parse(started.replace(/^\w+ /, ""));
  return startedMs > Number(now) * 1_000 + 1_000 ? Number.NEGATIVE_INFINITY : startedMs;
}

async function restartKubelet({ engine, signal }: BackOffContext, node: string): Promise<void> {
  const { exitCode, stderr } = await engine.exec(node, ["systemctl", "restart", "kubelet"]);
  if (exitCode !== 0) throw new PlatformError("kubelet", `${node}: ${stderr.trim()}`);
  await until({ what: `kubelet of ${node}`, timeoutMs: kubeletTimeoutMs, everyMs: 200, signal }, async () => {
    // The port of its own health check (10248, kubeadm's and kind's setting): open when the kubelet has begun its work.
    const look = await engine.exec(node, ["ss", "-Hltn", "sport", "=", ":10248"]).catch((error: unknown) => ({
      stdout: "",
      reason: messageOf(error), // A node under load answers late; it is asked again.
    }));
    return look.stdout.trim() === "" ? undefined : true;
  });
}

function timeOf(date: Date | string | undefined): number {
  // The API's JSON has text where client-node's type has a Date.
  return date === undefined ? Number.NaN : new Date(date).getTime();
}
