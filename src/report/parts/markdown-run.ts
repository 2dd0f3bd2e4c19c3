import { describeBounds, describeCounts } from "../../analysis/statistics/format.ts";
import { kubernetesOf } from "../../model/cluster.ts";
import { formatMs } from "../../model/duration.ts";
import type { Report } from "../../model/report.ts";
import type { Series } from "../../model/series.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import { existingInWords, timingsInWords } from "./cluster-words.ts";
import type { Part } from "./markdown-document.ts";
import { outcomeWords } from "./markdown-verdicts.ts";

/** What ran, and on what: enough to run it again. */
export function runPart(report: Report): Part {
  const { cluster, server, host } = report;
  const rows: string[][] = [
    ["run", report.run],
    ["started", report.startedAt],
    ["took", `${formatMs(report.durationMs)}, ${report.end}`],
    ["seed", String(report.seed)],
    ["kind-chaos", report.harness],
    ["machine", `${host.platform ?? "unknown"}, ${host.cpus ?? "?"} CPUs, ${host.memoryGiB ?? "?"} GiB`],
  ];
  if (cluster !== null) {
    const { name, topology, nodeImage, loadBalancerImage, balancerImage, replacedTimings, afterCreate } = cluster;
    rows.push(["cluster", `${name}: ${topology}, ${timingsInWords(cluster)}, Kubernetes ${kubernetesOf(cluster)}`]);
    if (replacedTimings !== undefined) rows.push(["timings replaced, as asked for", replacedTimings.join("; ")]);
    if (afterCreate !== undefined) rows.push(["after creation", `${afterCreate.script}, sha256 ${afterCreate.sha256}`]);
    const existing = existingInWords(cluster);
    if (existing !== undefined) rows.push(["how it was reached", existing]);
    const kind = host.kind === undefined ? undefined : `kind ${host.kind}`;
    rows.push(["images", [nodeImage, loadBalancerImage, balancerImage, kind].filter(Boolean).join(", ")]);
  }
  if (server !== null) {
    const { url, kubernetes, context, identity, writes } = server;
    rows.push(["server", `${url}, Kubernetes ${kubernetes}; context ${context}, ${identity}`]);
    rows.push(["changed", writes === undefined ? "nothing, only read" : `namespace ${writes}, made and removed`]);
  }
  return { title: "The run", head: ["", ""], rows, folded: true };
}

/** Each fault with the moments of its life, and what proved them. */
export function faultsPart({ faults }: Report): Part {
  const since = (at: number | undefined) => (at === undefined ? "never" : formatMs(at));
  const rows = faults.map((fault) => [
    fault.id,
    `${fault.description}, on ${fault.target}: ${fault.nodes.join(", ")}`,
    since(fault.injectingAt),
    proof(fault.activeAt, fault.active),
    fault.sustained ? since(fault.healingAt) : "heals by itself",
    proof(fault.healedAt, fault.healed),
    since(fault.steadyAt),
  ]);
  const head = ["fault", "what", "injected", "seen active", "heal began", "seen healed", "steady again"];
  return { title: "Faults", head, rows };
}

function proof(at: number | undefined, evidence: FaultRecord["active"]): string {
  if (evidence === undefined) return "nobody looked";
  return evidence.proven && at !== undefined ? `${formatMs(at)}: ${evidence.detail}` : `not proven: ${evidence.detail}`;
}

/** Every outage of every lane, not the longest alone, in the order in which they began. */
export function outagesPart({ lanes }: Series): Part {
  const all = lanes.flatMap(({ lane, outages }) => outages.map((outage) => ({ lane, ...outage })));
  const rows = all
    .toSorted((a, b) => a.from - b.from)
    .map(({ lane, from, to, atLeastMs, atMostMs, attempts, errors }) => [
      lane,
      formatMs(from),
      to === null ? "open" : formatMs(to),
      describeBounds([atLeastMs, atMostMs]),
      `${attempts} (${describeCounts(errors)})`,
    ]);
  const head = ["lane", "from", "to", "lasted", "attempts without success"];
  return { title: "All outages", head, rows, folded: true };
}

/** What must be true of the run itself; what did not hold is never folded. */
export function assumptionParts({ assumptions }: Report): Part[] {
  const head = ["outcome", "assumption", "what was found"];
  const row = ({ outcome, name, summary }: Report["assumptions"][number]) => [outcomeWords[outcome], name, summary];
  const [broken, held] = [false, true].map((wanted) =>
    assumptions.filter(({ outcome }) => (outcome === "pass") === wanted).map(row),
  );
  return [
    { title: "What was assumed of the run and did not hold", head, rows: broken ?? [] },
    { title: "What was assumed of the run and held", head, rows: held ?? [], folded: true },
  ];
}
