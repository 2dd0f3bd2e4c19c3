import { z } from "zod";
import { describePlace } from "./node-addresses.ts";

/** A container's last start, as the engine tells it: whoever started it since, or anew, did not leave it as it was. */
const since = z.string().optional();

/**
 * One thing done to a container, as data: it can be printed by `plan` and carried out by whoever heals after the harness
 * died. Undo actions must be idempotent.
 */
export const actionSchema = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("exec"),
    node: z.string(),
    argv: z.array(z.string()),
    /** Time limit, milliseconds; the engine's own where it is not given. */
    timeoutMs: z.number().optional(),
    /** Which part of longer work it is, in words: a phase of its own in the journal. */
    part: z.string().optional(),
  }),
  z.strictObject({ do: z.literal("kill"), node: z.string() }),
  /** Asks the container to stop; what still runs after the time limit is killed. */
  z.strictObject({ do: z.literal("stop"), node: z.string(), limitSeconds: z.number().int() }),
  /** Kills a container that is shutting down because it was asked to stop; one that is not goes on. */
  z.strictObject({ do: z.literal("end-stop"), node: z.string() }),
  z.strictObject({ do: z.literal("pause"), node: z.string() }),
  /** With `since`, only the container that runs since then. */
  z.strictObject({ do: z.literal("unpause"), node: z.string(), since }),
  /** Lets a container have so much CPU time in each period, microseconds. */
  z.strictObject({
    do: z.literal("limit-cpu"),
    node: z.string(),
    periodUs: z.number().int(),
    quotaUs: z.number().int(),
  }),
  /** Lets a container have all CPU time again, where its limit has this period. */
  z.strictObject({ do: z.literal("unlimit-cpu"), node: z.string(), periodUs: z.number().int() }),
  /** Lets a container have so much memory, bytes; how much it may swap stays as it is. */
  z.strictObject({ do: z.literal("limit-memory"), node: z.string(), bytes: z.number().int() }),
  /** Lets a container have all memory again, where its limit is so many bytes more than whole pages. */
  z.strictObject({ do: z.literal("unlimit-memory"), node: z.string(), beyondPages: z.number().int() }),
  /** Copies a file from another container to the same path in this one. */
  z.strictObject({ do: z.literal("copy"), from: z.string(), node: z.string(), path: z.string() }),
  /** Starts a container at the address it had: disconnected and connected again with it while it is down; `since` as before. */
  z.strictObject({
    do: z.literal("start"),
    node: z.string(),
    network: z.string(),
    address: z.string(),
    address6: z.string().optional(),
    since,
  }),
]);
export type Action = z.infer<typeof actionSchema>;

/** The period of a container that nobody limits, microseconds (the kernel's own: Documentation/scheduler/sched-bwc). */
export const usualCpuPeriodUs = 100_000;

/** What the engine's own word for no limit is. */
export const unlimitedQuotaUs = -1;

/**
 * The same of memory with swap. An engine asks for it with each limit of memory (moby container/container_unix.go), and
 * passes on to the kernel only what is greater than 0 (daemon/update_linux.go): what a container may swap stays as it is.
 */
export const unlimitedSwapBytes = -1;

/** The size of a page of memory, bytes: the kernel's own limits are whole ones, whatever it is told. */
export const pageBytes = 4_096;

/**
 * The most memory that the kernel knows, bytes, which is its own word for no limit (PAGE_COUNTER_MAX,
 * include/linux/page_counter.h); no engine takes one away again once it has set one (moby daemon/daemon_unix.go refuses
 * all below 6 MiB, and takes 0 for "as it is").
 */
export const unlimitedMemoryBytes = 2 ** 63 - pageBytes;

/** Whether a limit of memory is so many bytes more than whole pages: so one is known whose it is. */
export function isBeyondPages(bytes: number | undefined, beyondPages: number): boolean {
  return bytes !== undefined && bytes % pageBytes === beyondPages;
}

/** Whether a container gives its address up by an action, or is given one. */
export function losesAddress({ do: what }: Action): boolean {
  return what === "kill" || what === "stop" || what === "end-stop" || what === "start";
}

/** The same action as a named part of longer work, where it is a command. */
export function asPart(action: Action, part: string): Action {
  return action.do === "exec" ? { ...action, part } : action;
}

/** An action in words of bash on one line, for people. */
export function describeAction(action: Action): string {
  if (action.do === "exec") return `docker exec ${action.node} ${action.argv.map(quote).join(" ")}`;
  if (action.do === "start") return `docker start ${action.node} (at ${describePlace(action)})`;
  if (action.do === "stop") return `docker stop --time ${action.limitSeconds} ${action.node}`;
  if (action.do === "end-stop") return `docker kill ${action.node} (where it is shutting down)`;
  if (action.do === "limit-cpu") return dockerUpdate(action.node, action.periodUs, action.quotaUs);
  if (action.do === "unlimit-cpu")
    return `${dockerUpdate(action.node, usualCpuPeriodUs, unlimitedQuotaUs)} (where its period is ${action.periodUs})`;
  if (action.do === "limit-memory") return dockerMemory(action.node, action.bytes);
  if (action.do === "unlimit-memory")
    return `${dockerMemory(action.node, unlimitedMemoryBytes)} (where its limit is ${action.beyondPages} more than whole pages)`;
  if (action.do === "copy") return `docker cp ${action.from}:${action.path} ${action.node}:${action.path}`;
  return `docker ${action.do} ${action.node}`;
}

function dockerUpdate(node: string, periodUs: number, quotaUs: number): string {
  return `docker update --cpu-period ${periodUs} --cpu-quota ${quotaUs} ${node}`;
}

function dockerMemory(node: string, bytes: number): string {
  return `docker update --memory ${BigInt(bytes)} --memory-swap ${unlimitedSwapBytes} ${node}`;
}

function quote(word: string): string {
  if (word.includes("\n")) return `$'${word.replaceAll(/[\\']/g, "\\$&").replaceAll("\n", "\\n")}'`;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
