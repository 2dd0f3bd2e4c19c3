import type { AuditCheck } from "../facts.ts";
import { componentPods, flagOf } from "../objects.ts";

const subject = "load balancer";

const check: AuditCheck = {
  name: "load-balancer",
  about: "the load balancer asks API servers whether they are ready; only where its configuration is known",
  find(facts) {
    const { loadBalancer } = facts;
    if (loadBalancer === undefined) return [];
    const { kind, path } = loadBalancer;
    if (path === "")
      return [
        {
          severity: "high",
          subject,
          evidence: `${kind} asks no path of the API servers`,
          why: "a port that is open is no API server that works: with its etcd gone it goes on getting a share of the requests",
          advice: "let it ask /readyz over HTTPS and expect status 200",
          scenario: "lb-health-check",
        },
      ];
    if (path.startsWith("/readyz")) return [];
    // Without a delay the server closes its port at once when it is told to end: then /healthz says the same.
    const delay = flagOf(componentPods(facts, "kube-apiserver")[0], "shutdown-delay-duration") ?? "0s";
    if (/^0(s|$)/.test(delay)) return [];
    return [
      {
        severity: "low",
        subject,
        evidence: `${kind} asks ${path}, and API servers go on for ${delay} after they were told to end`,
        why: "in that time they are not ready any more, and still get new connections",
        advice: "let it ask /readyz",
        scenario: "rolling-control-plane-restart",
      },
    ];
  },
};
export default check;
