import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Engine } from "../../../src/host/engine.ts";
import type { TakeBack } from "../sabotage.ts";

const run = promisify(execFile);
const table = ["-t", "nat"];

/** What names a rule as one of ours, and of which cluster. */
const commentOf = (cluster: string) => `kind-chaos-sabotage-${cluster}`;

/** A port that a container of a cluster publishes on loopback. */
export interface Published {
  readonly cluster: string;
  readonly container: string;
  readonly port: number;
}

/** Leads new connections of this machine to a published port to a port of ours instead. */
export async function redirect(engine: Engine, { cluster, container, port }: Published, to: number): Promise<TakeBack> {
  const { ports } = await engine.containers.details(container);
  const published = ports[`${port}/tcp`]?.find(({ address }) => address === "127.0.0.1")?.port;
  if (published === undefined) throw new Error(`${container} publishes no port ${port} on loopback`);
  const whom = ["-p", "tcp", "-d", "127.0.0.1", "--dport", `${published}`];
  const mark = ["-m", "comment", "--comment", commentOf(cluster)];
  const rule = [...whom, ...mark, "-j", "REDIRECT", "--to-ports", `${to}`];
  await run("iptables", [...table, "-I", "OUTPUT", ...rule]);
  return async () => void (await run("iptables", [...table, "-D", "OUTPUT", ...rule]));
}

/** Takes back every way of a cluster that a campaign which died has led elsewhere. */
export async function takeBackRedirects(cluster: string): Promise<void> {
  const { stdout } = await run("iptables", [...table, "-S", "OUTPUT"]);
  for (const words of redirectsOf(cluster, stdout)) await run("iptables", [...table, ...words]);
}

/** The words that delete each rule of a cluster's from what `iptables -S` says. */
export function redirectsOf(cluster: string, listed: string): string[][] {
  return listed
    .split("\n")
    .map((line) => line.split(" ").map((word) => word.replaceAll('"', "")))
    .filter((words) => words[0] === "-A" && words[words.indexOf("--comment") + 1] === commentOf(cluster))
    .map(([, ...words]) => ["-D", ...words]);
}
