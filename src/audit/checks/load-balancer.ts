import { formatMs } from "../../model/duration.ts";
import type { AuditCheck, ClusterFacts } from "../facts.ts";
import { type Fault, faultOf } from "../health-check.ts";
import type { ApiBalancer } from "../load-balancer.ts";
import { componentPods, controlPlaneNodes, flagOf } from "../objects.ts";

/** A dead API server that gets its share for longer than this costs clients a third of their connections for long. */
const slowMs = 30_000;
/** Envoy sends to dead servers, too, from this share on even where one of three is left, per cent. */
const panicPercent = 33;

const check: AuditCheck = {
  name: "load-balancer",
  about: "the load balancer asks API servers whether they are ready; only where its configuration is known",
  scenarios: [
    "all-control-planes-down",
    "apiserver-kill",
    "lb-health-check",
    "rolling-control-plane-restart",
    "single-control-plane",
  ],
  find(facts) {
    const delay = flagOf(componentPods(facts, "kube-apiserver")[0], "shutdown-delay-duration") ?? "0s";
    return facts.loadBalancers.flatMap((one) =>
      [faultOf(one, delay), unknownTo(one, facts), slow(one), panicking(one, facts)].flatMap((fault) =>
        fault === undefined ? [] : [{ ...fault, subject: `load balancer (${one.where})`, owner: "cluster" as const }],
      ),
    );
  },
};
export default check;

/** Control planes that it does not know: only where its servers are known by addresses or names that nodes have. */
function unknownTo({ servers }: ApiBalancer, facts: ClusterFacts): Fault | undefined {
  const hosts = servers.map((server) => server.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1"));
  const nodes = controlPlaneNodes(facts);
  const unknown = nodes.filter(
    ({ metadata, status }) =>
      !hosts.includes(metadata?.name ?? "") &&
      !(status?.addresses ?? []).some(({ address }) => hosts.includes(address)),
  );
  const behind = nodes.length - unknown.length;
  if (nodes.length < 2 || unknown.length === 0 || behind === 0) return undefined;
  return {
    severity: behind === 1 ? "high" : "medium",
    evidence: `${behind} of ${nodes.length} control planes are behind it, without ${unknown.map(({ metadata }) => metadata?.name).join(", ")}`,
    why: behind === 1 ? "when that one is lost there is no API through it" : "fewer can be lost than there are",
    advice: "add them to its servers",
    scenario: behind === 1 ? "single-control-plane" : "apiserver-kill",
  };
}

function slow({ kind, noticedMs = 0 }: ApiBalancer): Fault | undefined {
  if (noticedMs <= slowMs) return undefined;
  return {
    severity: "low",
    evidence: `${kind} notices after ${formatMs(noticedMs)} that an API server is gone`,
    why: "until then it gets its share of the requests",
    advice: "ask every 2 s and give up after 2 or 3 answers that did not come",
    scenario: "lb-health-check",
  };
}

/** With etcd on the control planes there is no API any more when half of them are lost. */
function panicking({ kind, panicPercent: percent = 0 }: ApiBalancer, facts: ClusterFacts): Fault | undefined {
  if (percent <= panicPercent || facts.controlPlane?.externalEtcd === undefined) return undefined;
  return {
    severity: "low",
    evidence: `${kind} sends to dead API servers, too, when fewer than ${percent} % are healthy`,
    why: "etcd is elsewhere, and the last API server that works gets a share only",
    advice: "set common_lb_config.healthy_panic_threshold to 0",
    scenario: "all-control-planes-down",
  };
}
