import { type Cluster, controlPlanes, type Node } from "../model/cluster.ts";
import type { Evidence } from "../model/fault.ts";
import type { NodeRuntime } from "../model/node-runtime.ts";
import { lookAtSecrets } from "./encrypted-secrets.ts";
import { readThrough } from "./encryption-rollout.ts";
import { scriptWords } from "./script.ts";

/** What is looked at: a cluster whose first control plane is named, and the namespace with the sentinel. */
export interface EncryptionLook {
  readonly cluster: Cluster;
  readonly first: string;
  readonly namespace: string;
}

/** How secrets lie in etcd, as one control plane tells. */
interface Seen {
  readonly was: string;
  readonly is: string;
  /** How many lie under a key, or under none, by its word. */
  readonly all: ReadonlyMap<string, number>;
}

const underKey = /^k8s:enc:secretbox:v1:\w+$/;

/** Whether all secrets lie under one key, the sentinel under another than before, and each API server reads all of them. */
export async function underNewKey(runtime: NodeRuntime, look: EncryptionLook): Promise<Evidence> {
  const { was, is, all } = await secretsSeen(runtime, look);
  const isNew = underKey.test(is) && was !== "" && is !== was && isAlone(all, is);
  const detail = `the sentinel lay ${was || "unknown"}, secrets lie in etcd: ${told(all)}`;
  return withServers(runtime, look, { proven: isNew, detail }, "encrypts");
}

/** Whether no secret lies under a key, no API server is told to encrypt, and each reads all of them. */
export async function underNoKey(runtime: NodeRuntime, look: EncryptionLook): Promise<Evidence> {
  const { is, all } = await secretsSeen(runtime, look);
  const isPlain = is === "plain" && isAlone(all, is);
  return withServers(runtime, look, { proven: isPlain, detail: `secrets lie in etcd: ${told(all)}` }, "plain");
}

function isAlone(all: Seen["all"], word: string): boolean {
  return all.size === 1 && all.has(word);
}

function told(all: Seen["all"]): string {
  return [...all].map(([word, count]) => `${count} ${word}`).join(", ") || "nobody knows how";
}

async function secretsSeen(runtime: NodeRuntime, { first, namespace }: EncryptionLook): Promise<Seen> {
  const { stdout } = await runtime.look(first, scriptWords(lookAtSecrets, namespace));
  const of = (word: string) => new RegExp(`^${word} (\\S+)$`, "m").exec(stdout)?.[1] ?? "";
  const lines = stdout.matchAll(/^all (\S+) (\d+)$/gm);
  return {
    was: of("was"),
    is: of("is"),
    all: new Map([...lines].map(([, word = "", count]) => [word, Number(count)])),
  };
}

async function withServers(
  runtime: NodeRuntime,
  { cluster }: EncryptionLook,
  secrets: Evidence,
  wanted: "encrypts" | "plain",
): Promise<Evidence> {
  const servers = await Promise.all(controlPlanes(cluster).map((node) => reads(runtime, node, wanted)));
  return {
    proven: secrets.proven && servers.every(({ proven }) => proven),
    detail: [secrets, ...servers].map(({ detail }) => detail).join("; "),
  };
}

/**
 * Whether a control plane's API server is told what it should be, reads every secret out of etcd, and is the one that it
 * was where it encrypted before: no new key needs another.
 */
async function reads(runtime: NodeRuntime, { name, short }: Node, wanted: "encrypts" | "plain"): Promise<Evidence> {
  const { stdout } = await runtime.look(name, scriptWords(readThrough), { exits: [0, 1] });
  const of = (word: string) => Number(new RegExp(`^${word} (\\d+)$`, "m").exec(stdout)?.[1] ?? 0);
  const [listed, read] = [of("listed"), of("read")];
  const isTold = new RegExp(`^${wanted}$`, "m").test(stdout);
  const isAnother = wanted === "encrypts" && /^another$/m.test(stdout);
  const words = [
    `${short} reads ${read} of ${listed}`,
    ...(isTold ? [] : [`and is ${wanted === "plain" ? "still" : "not"} told to encrypt`]),
    ...(isAnother ? ["and was started anew, though it encrypted before"] : []),
  ];
  return { proven: isTold && !isAnother && listed > 0 && read === listed, detail: words.join(", ") };
}
