import { z } from "zod";
import { isBeyondPages, pageBytes } from "../model/action.ts";
import { PlatformError } from "../model/errors.ts";
import { type Captured, defineFault, type FaultSpec, faultOn } from "../model/fault.ts";
import type { ContainerLook } from "../model/leftover.ts";
import type { ContainerState } from "../model/node-runtime.ts";
import type { TargetSpec } from "../model/target.ts";
import { ballastLook, ballastOf, emptyMemory, fillMemory } from "../node-tools/ballast.ts";
import { capturedNumber } from "../node-tools/captured.ts";
import { isLeft } from "../node-tools/leftovers.ts";
import { killedSince, memoryKillsOf } from "../node-tools/memory-kills.ts";

const params = z.strictObject({
  /** How much memory the node lacks for what it holds, MiB. */
  shortMiB: z.int().min(1).max(1_024).default(12),
});

const mebibyte = 2 ** 20;

/**
 * So much more than a node holds is its limit, MiB: with control groups v1 the kernel refuses a limit below what is in
 * use (EBUSY, mm/memcontrol-v1.c), and what is in use grows while it is asked.
 */
const roomMiB = 64;

/** What holds fewer times as much as it would lack is no node at work: the kernel would have to kill most of it. */
const fewestTimes = 4;

/** That the limit is not whole pages is the mark by which the fault knows its own: nobody else writes such a number. */
const beyondPages = 1;

/** Leaves the target so much less memory than it needs, MiB, until the fault is over. */
export function memoryShort(on: TargetSpec, shortMiB = 12): FaultSpec {
  return faultOn(definition, on, { shortMiB });
}

function limitBytes({ held = "0" }: Captured): number {
  return Math.ceil(Number(held) / pageBytes) * pageBytes + roomMiB * mebibyte + beyondPages;
}

/** What is filled: the room, and what the node is to lack. */
function filledBytes(shortMiB: number): number {
  return (roomMiB + shortMiB) * mebibyte;
}

function isOwn({ memoryLimit }: Pick<ContainerState, "memoryLimit">): boolean {
  return isBeyondPages(memoryLimit, beyondPages);
}

function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / mebibyte)} MiB`;
}

function describeLimit({ memoryLimit }: Pick<ContainerState, "memoryLimit">): string {
  return memoryLimit === undefined ? "it may have all memory" : `it may have ${inMebibytes(memoryLimit)}`;
}

/** A limit of this fault's own. */
function limitLook(node: string): ContainerLook {
  return {
    what: "a limit of memory",
    node,
    isLeft: isOwn,
    mend: [{ do: "unlimit-memory", node, beyondPages }],
  };
}

const definition = defineFault({
  name: "memory-short",
  summary: "a node with less memory than it needs",
  breaks:
    "The memory of a whole node: the engine limits it to little more than it holds, and a file in memory, which no " +
    "process owns, takes the room and more. The kernel kills processes of it until the rest fits, and again when they " +
    "come back.",
  fromOutside:
    "What asks for most beyond its request goes first: pods before the node's own components, where those are protected. " +
    "A container that was killed is started again in its place, later each time; nobody moves it. All of the node is " +
    "slow meanwhile, as the kernel takes back what programs are read from.",
  evidence:
    "The engine says what the node may have; the kernel's log says what was killed for it, or, where it cannot be read, " +
    "the engine was told that there was none left, or the node's control groups count kills; and what takes the memory " +
    "is there still.",
  params,
  sustained: true,
  unsupported: ({ features }) => {
    if (features.memcg === "no") return "it needs memcg, which this kernel does not have";
    return features["no swap"] === "no"
      ? "there is swap here: what a node lacks would go there, and nobody be killed"
      : undefined;
  },
  describe: ({ shortMiB }) => `node short of memory: ${shortMiB} MiB less than it needs`,
  capture: async (runtime, { node }, { shortMiB }) => {
    const state = await runtime.inspect(node.name);
    if (!state.running || state.paused)
      throw new PlatformError("target-down", `${node.name} ${state.paused ? "is paused" : "does not run"} already`);
    if (isOwn(state) || (await isLeft(runtime, ballastLook(node.name))))
      throw new PlatformError("target-down", `${node.name} is short of memory already: nobody could tell by whom`);
    if (state.memoryLimit !== undefined)
      throw new PlatformError("target-unfit", `${node.name} has a limit of memory of its own: it would be lost`);
    const { usedBytes, reclaimableBytes } = await runtime.memory(node.name);
    const held = usedBytes - reclaimableBytes;
    if (held < fewestTimes * shortMiB * mebibyte)
      throw new PlatformError(
        "target-unfit",
        `${node.name} holds ${inMebibytes(held)}: with ${shortMiB} MiB less too little of it would be left`,
      );
    const { at } = await runtime.outOfMemory(node.name);
    const { kills, killed } = await memoryKillsOf(runtime, node);
    return { held: String(held), since: at, kills: String(kills), logged: String(killed.at(-1)?.atUs ?? 0) };
  },
  captured: z.strictObject({
    held: capturedNumber,
    since: z.string().regex(/^\d{1,12}\.\d{3}$/),
    kills: capturedNumber,
    logged: capturedNumber,
  }),
  inject: ({ node }, { shortMiB }, captured) => [
    { do: "limit-memory", node: node.name, bytes: limitBytes(captured) },
    fillMemory(node.name, filledBytes(shortMiB) / mebibyte),
  ],
  // The limit first, by the engine: before that nothing that runs in the node may succeed.
  undo: ({ node }) => [...limitLook(node.name).mend, emptyMemory(node.name)],
  active: async (runtime, { node }, { shortMiB }, captured) => {
    const state = await runtime.inspect(node.name);
    const { times, isKilled, words } = await killedSince(runtime, node, captured);
    const detail = `${describeLimit(state)}, and had none left ${times} times since: ${words}`;
    if (!isOwn(state) || state.memoryLimit !== limitBytes(captured) || !isKilled) return { proven: false, detail };
    // A node without memory may be unable to start what looks, which is what is asked.
    const ballast = await ballastOf(runtime, node.name).catch(() => undefined);
    if (ballast === undefined || ballast.isFilling || ballast.bytes >= filledBytes(shortMiB))
      return { proven: true, detail };
    return {
      proven: false,
      detail: `${detail}; but ${inMebibytes(ballast.bytes)} of ${inMebibytes(filledBytes(shortMiB))} are filled, and nobody fills more`,
    };
  },
  healed: async (runtime, { node }) => {
    const state = await runtime.inspect(node.name);
    const filled = await isLeft(runtime, ballastLook(node.name));
    return {
      proven: state.running && !isOwn(state) && !filled,
      detail: `${describeLimit(state)}, ${filled ? "part of it is filled" : "none of it is filled"}`,
    };
  },
  leftovers: ({ node }) => [limitLook(node.name), ballastLook(node.name)],
});

export default definition;
