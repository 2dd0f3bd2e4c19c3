import { existsSync } from "node:fs";
import { mustRun } from "../host/command.ts";
import { startOf } from "../host/process-start.ts";

/** How long iptables may wait for another one's lock, and work; milliseconds. */
const timeoutMs = 30_000;
/** Begins the comment of every rule, by which it is found again; the process that put it there follows. */
const mark = "kind-chaos-calibrate";

/** Whether packets can be made to vanish here: it needs root and iptables. */
export function canFilter(): boolean {
  return process.getuid?.() === 0 && ["/usr/sbin/iptables", "/sbin/iptables"].some((path) => existsSync(path));
}

/** Firewall rules of this process that drop every packet to a loopback port. */
export class PacketFilter {
  readonly #owner: Promise<string>;
  /** One change after the other: a rule that is still being put in when all are taken out would stay. */
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor() {
    this.#owner = startOf(process.pid).then((started) => `${mark}:${process.pid}:${started}`);
  }

  drop(port: number): Promise<void> {
    return this.#change("-I", port);
  }

  pass(port: number): Promise<void> {
    return this.#change("-D", port);
  }

  /** Takes out every rule of this process; none comes in any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#last.catch(() => {}); // Whoever asked for that change was told.
    const owner = await this.#owner;
    for (const rule of await markedRules()) if (rule.owner === owner) await remove(rule);
  }

  async #change(action: "-I" | "-D", port: number): Promise<void> {
    if (this.#closed) throw new Error("the packet filter is closed");
    const change = this.#last.then(async () => {
      const comment = ["-m", "comment", "--comment", await this.#owner];
      const rule = ["INPUT", "-i", "lo", "-p", "tcp", "--dport", `${port}`, ...comment, "-j", "DROP"];
      await mustRun(["iptables", "-w", action, ...rule], { timeoutMs });
    });
    this.#last = change.catch(() => {}); // The next change does not depend on it.
    await change;
  }
}

/** A rule of a calibration, as iptables tells it. */
interface MarkedRule {
  /** Chain and conditions, as they are given to take it out. */
  readonly rule: readonly string[];
  readonly owner: string;
}

/**
 * Finds rules that calibrations left behind which are not running any more, and takes them out unless told not to; says
 * which.
 */
export async function removeStaleRules(dryRun = false): Promise<string[]> {
  if (!canFilter()) return [];
  const stale: MarkedRule[] = [];
  for (const marked of await markedRules()) {
    const [, pid = "", started] = marked.owner.split(":");
    if ((await startOf(Number(pid))) !== started) stale.push(marked);
  }
  if (!dryRun) for (const rule of stale) await remove(rule);
  return stale.map(({ rule }) => `iptables -D ${rule.join(" ")}`);
}

async function markedRules(): Promise<MarkedRule[]> {
  const rules = await mustRun(["iptables", "-w", "-S", "INPUT"], { timeoutMs });
  return rules.split("\n").flatMap((line) => {
    const owner = new RegExp(`--comment "?(${mark}:\\d+:\\w+)"?`).exec(line)?.[1];
    return owner === undefined ? [] : [{ rule: line.replaceAll('"', "").split(" ").slice(1), owner }];
  });
}

async function remove({ rule }: MarkedRule): Promise<void> {
  await mustRun(["iptables", "-w", "-D", ...rule], { timeoutMs });
}
