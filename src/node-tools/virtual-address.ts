import { balancers, type Cluster, type Node } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import type { ContainerRuntime } from "../model/node-runtime.ts";
import { scriptWords } from "./script.ts";

/**
 * Shows the addresses of a balancer, its own one and the virtual one where it has that; the priority that it was given;
 * and whether its keepalived runs, who alone gives the address up.
 */
export const addressQuestion = [
  "ip -oneline -4 address show dev eth0 || exit",
  "sed -n 's/^ *priority /priority /p' /etc/keepalived/keepalived.conf || exit",
  "grep -qsx keepalived /proc/[0-9]*/comm && echo keepalived; true",
].join("\n");

/** What one balancer says of the virtual address; nothing but why where it could not be asked: frozen, or down. */
export type Told =
  | {
      readonly has: boolean;
      readonly shared?: string | undefined;
      readonly priority: number;
      readonly guarded: boolean;
    }
  | { readonly silent: string };

/** What the balancers of a cluster say of their virtual address. */
export interface Holders {
  /** Names of those that have it. */
  readonly holders: readonly string[];
  /** Those that could not be asked, with the reason: one that is frozen or down. */
  readonly silent: readonly string[];
  /** Short names of those on which no keepalived runs. */
  readonly unguarded: readonly string[];
  /** Of those that answered the one with the highest priority, by its name: it has the address where all are well. */
  readonly preferred?: string | undefined;
  /** The address itself, as one of those that have it tells it. */
  readonly shared?: string | undefined;
}

type Executing = Pick<ContainerRuntime, "exec">;

/** What one balancer answers to the question, in whatever way it is asked; never throws. */
export async function askBalancer({ address }: Pick<Node, "address">, ask: () => Promise<string>): Promise<Told> {
  try {
    return readTold(await ask(), address);
  } catch (error) {
    return { silent: messageOf(error) };
  }
}

/** Asks each balancer of a cluster; none is there where kind's own load balancer is alone. */
export async function readHolders(runtime: Executing, cluster: Cluster): Promise<Holders> {
  const asked = await Promise.all(
    balancers(cluster).map(async (node) => ({ ...node, told: await askBalancer(node, () => once(runtime, node)) })),
  );
  const answered = asked.flatMap(({ name, short, told }) => ("silent" in told ? [] : [{ name, short, ...told }]));
  return {
    holders: answered.flatMap(({ name, has }) => (has ? [name] : [])),
    silent: asked.flatMap(({ short, told }) => ("silent" in told ? [`${short}: ${told.silent}`] : [])),
    unguarded: answered.flatMap(({ short, guarded }) => (guarded ? [] : [short])),
    shared: answered.find(({ has }) => has)?.shared,
    preferred: answered.toSorted((a, b) => b.priority - a.priority)[0]?.name,
  };
}

async function once(runtime: Executing, { name }: Node): Promise<string> {
  const { exitCode, stdout } = await runtime.exec(name, scriptWords(addressQuestion));
  if (exitCode !== 0) throw new PlatformError("look-failed", `look at ${name}: ended with ${exitCode}`);
  return stdout;
}

function readTold(text: string, own: string): Told {
  const lines = text.split("\n").map((line) => line.trim());
  const shared = addressesIn(text).find((address) => address !== own);
  return {
    has: shared !== undefined,
    shared,
    priority: Number(lines.find((line) => line.startsWith("priority "))?.split(" ")[1] ?? 0),
    guarded: lines.includes("keepalived"),
  };
}

function addressesIn(text: string): (string | undefined)[] {
  return [...text.matchAll(/ inet (\d+\.\d+\.\d+\.\d+)\//g)].map((match) => match[1]);
}
