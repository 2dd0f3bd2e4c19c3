import { PlatformError } from "../model/errors.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { noiseAnswers, noiseFunctions } from "./noise.ts";
import { scriptWords } from "./script.ts";

/** What an API server says of the flow of a node's noisy client, and what the client was answered. */
export interface ApiFlow {
  /** Whether the client runs. */
  readonly running: boolean;
  /** Requests that were let through, and those that were refused for want of a place, since the API server was started. */
  readonly dispatched: number;
  readonly rejected: number;
  /** Those of the former that waited for a place, longer than 5 ms. */
  readonly waited: number;
  /** Answers to the client that said that an object was written, or to come again later. */
  readonly written: number;
  readonly refused: number;
  /** How long ago the client was answered, milliseconds, in whole seconds; undefined where none of its last requests was. */
  readonly silentMs: number | undefined;
}

/**
 * The API server's own counts (kubernetes staging/src/k8s.io/apiserver/pkg/util/flowcontrol/metrics/metrics.go); the
 * shortest wait that it counts by is 5 ms.
 */
const prefix = "apiserver_flowcontrol";
const metrics = {
  dispatched: `${prefix}_dispatched_requests_total`,
  rejected: `${prefix}_rejected_requests_total`,
  waits: `${prefix}_request_wait_duration_seconds`,
} as const;

/** Prints how the client, which asks $1 at once, was answered, that there are flows at all, and what is counted of its own. */
const look = [
  noiseFunctions,
  noiseAnswers,
  "metrics=$(k get --raw /metrics) || exit",
  `echo "$metrics" | grep '^${prefix}_' | sed -n '1s/.*/flows/p'`,
  `echo "$metrics" | grep '^${prefix}_' | grep -F "flow_schema=\\"$name\\"" | grep -E '^(${metrics.dispatched}|${metrics.rejected}|${metrics.waits}_count|${metrics.waits}_bucket)[{]'`,
  "true",
].join("\n");

/** What is known of the flow of a node's client; throws PlatformError "target-unfit" where the API server knows no flows. */
export async function apiFlowOf(runtime: NodeRuntime, node: string, atOnce: number): Promise<ApiFlow> {
  const { stdout } = await runtime.look(node, scriptWords(look, String(atOnce)));
  const lines = stdout.split("\n").map((line) => line.trim());
  if (!lines.includes("flows"))
    throw new PlatformError("target-unfit", `the API server on ${node} has no priority and fairness`);
  const sum = (name: string, ...labels: readonly string[]) =>
    lines
      .filter((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)))
      .reduce((all, line) => all + (Number(line.split(" ").at(-1)) || 0), 0);
  const answers = (what: string) => Number(lines.find((line) => line.endsWith(` ${what}`))?.split(" ")[0] ?? 0);
  const silent = lines.find((line) => line.startsWith("silent "))?.split(" ")[1];
  const executed = 'execute="true"';
  return {
    running: lines.includes("running"),
    dispatched: sum(metrics.dispatched),
    rejected: sum(metrics.rejected),
    waited: sum(`${metrics.waits}_count`, executed) - sum(`${metrics.waits}_bucket`, executed, 'le="0.005"'),
    written: answers("written"),
    refused: answers("refused"),
    silentMs: silent === undefined ? undefined : Number(silent) * 1_000,
  };
}

/** Prints what there is still of a node's client in the API: none of it where all was taken away. */
const remains = [
  noiseFunctions,
  'k get flowschemas,prioritylevelconfigurations,namespaces "$name" --ignore-not-found -o name',
].join("\n");

/** What of a node's client the API still has, by its names; with what it wrote. */
export async function noiseInApi(runtime: NodeRuntime, node: string): Promise<string[]> {
  const { stdout } = await runtime.look(node, scriptWords(remains));
  return stdout.split("\n").filter((line) => line.trim() !== "");
}
