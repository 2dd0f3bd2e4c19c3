import { hold } from "../../host/clock.ts";
import { balancers, type Node } from "../../model/cluster.ts";
import type { Untimed } from "../../model/event.ts";
import { askByArp } from "../../node-tools/arp.ts";
import { addressQuestion, askBalancer, type Told } from "../../node-tools/virtual-address.ts";
import type { RunContext } from "../context.ts";

/** How often each load balancer is asked, milliseconds: twice within an advertisement of a second. */
const everyMs = 400;

/** A question that was on its way when its container froze is given up after this time, milliseconds. */
const askTimeoutMs = 2_000;

/** How often ARP is asked while one of them cannot be asked itself, milliseconds. */
const arpEveryMs = 2_000;

/** The longest reason that is journaled with each look, characters. */
const mostReason = 200;

/**
 * Journals again and again which load balancers have the virtual address that they share, and, while one cannot be asked,
 * who answers ARP for it; until the function that it returns is called. Where no address is shared it does nothing.
 */
export function watchAddress(run: Pick<RunContext, "cluster" | "engine" | "clock" | "emit">): () => void {
  const pair = balancers(run.cluster);
  const ended = new AbortController();
  const { signal } = ended;
  const last = new Map<string, Told>();
  const emit = (event: Untimed) => {
    if (!signal.aborted) run.emit(event);
  };
  const rest = (ms: number) => hold(ms, signal).catch(() => {});

  async function follow(node: Node): Promise<void> {
    const standing = await run.engine.standing(node.name, addressQuestion);
    signal.addEventListener("abort", () => standing.end(), { once: true });
    while (!signal.aborted) {
      const askedAt = run.clock.now();
      const told = await askBalancer(node, () => standing.ask(askTimeoutMs));
      last.set(node.short, told);
      const said = "silent" in told ? { silent: told.silent.slice(0, mostReason) } : { has: told.has };
      emit({
        type: "virtual-address",
        tookMs: Math.ceil((run.clock.now() - askedAt) * 10) / 10,
        node: node.short,
        ...said,
      });
      // At the same moments for both: a handover between two looks is seen by none of them twice.
      await rest(everyMs - (run.clock.now() % everyMs));
    }
  }

  async function followArp(control: Node): Promise<void> {
    while (!signal.aborted) {
      await rest(arpEveryMs);
      const toldBy = (is: (told: Told) => boolean) => pair.find(({ short }) => is(last.get(short) ?? { silent: "" }));
      const holder = toldBy((told) => "has" in told && told.has);
      const lost = toldBy((told) => "silent" in told);
      if (holder === undefined || lost === undefined || signal.aborted) continue;
      const answers = await askByArp(run.engine, holder, { lost, control }).catch(() => undefined);
      const said = answers ?? { control: false, answered: [] };
      emit({ type: "arp-answers", node: holder.short, lost: lost.short, ...said, answered: [...said.answered] });
    }
  }

  const relay = run.cluster.nodes.find(({ role }) => role === "load-balancer");
  const loops = [...pair.map(follow), ...(pair.length > 0 && relay !== undefined ? [followArp(relay)] : [])];
  // A journal that takes nothing more ends the run where the run itself writes to it.
  for (const loop of loops) loop.catch(() => ended.abort());
  return () => ended.abort();
}
