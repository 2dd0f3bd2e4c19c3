import type { V1PodSpec } from "@kubernetes/client-node";
import { describe, expect, it } from "vitest";
import type { AdviceFacts, TemplatedSet } from "../../../src/advice/advice-check.ts";
import { advise } from "../../../src/advice/advise.ts";
import { waitOf } from "../../../src/advice/pre-stop.ts";

const nothing: AdviceFacts["cluster"] = {
  now: 0,
  version: "",
  nodes: [],
  pods: [],
  deployments: [],
  statefulSets: [],
  budgets: [],
  volumes: [],
  claims: [],
  services: [],
  cronJobs: [],
  mutatingWebhooks: [],
  validatingWebhooks: [],
  controlPlane: undefined,
  certificates: [],
  loadBalancers: [],
  etcd: undefined,
};

/** A Deployment as it should be, but for what is said. */
function web(spec: Partial<V1PodSpec>, more: Partial<TemplatedSet> = {}): TemplatedSet {
  const probe = { readinessProbe: { httpGet: { port: 80 } }, lifecycle: { preStop: { sleep: { seconds: 5 } } } };
  return {
    kind: "Deployment",
    subject: "Deployment shop/web",
    replicas: 3,
    served: true,
    template: {
      spec: {
        containers: [{ name: "web", ports: [{ containerPort: 80 }], ...probe }],
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "DoNotSchedule" },
        ],
        ...spec,
      },
    },
    ...more,
  };
}

const checksOf = (...sets: TemplatedSet[]) => advise({ sets, cluster: nothing }).map(({ check }) => check);

describe("advise", () => {
  it("has nothing to say of an application that is well made", () => {
    expect(checksOf(web({}))).toEqual([]);
  });

  it("misses readiness, a wait before the end, and what keeps replicas apart", () => {
    const bare = web({ containers: [{ name: "web" }], topologySpreadConstraints: [] });
    expect(checksOf(bare)).toEqual(["spread", "readiness", "pre-stop-waits"]);
    expect(checksOf({ ...bare, served: false, replicas: 1 })).toEqual([]);
  });

  it("tells what a preStop does that does not wait", () => {
    const lifecycle = { preStop: { httpGet: { path: "/quit", port: 80 } } };
    const [found] = advise({
      sets: [web({ containers: [{ name: "web", readinessProbe: {}, lifecycle }] })],
      cluster: nothing,
    });
    expect(found).toMatchObject({ check: "pre-stop-waits", evidence: "its preStop asks /quit, and does not wait" });
  });

  it("tells a grace that is over before the wait is", () => {
    const preStop = { exec: { command: ["sh", "-c", "sleep 40"] } };
    const slow = web({ containers: [{ name: "web", readinessProbe: {}, lifecycle: { preStop } }] });
    expect(checksOf(slow)).toEqual(["termination-grace"]);
  });

  it("tells Jobs that one lost node ends, and pods that nobody makes again", () => {
    const job = web({}, { kind: "Job", subject: "Job shop/work", served: false, backoffLimit: 0 });
    expect(checksOf(job)).toEqual(["lost-jobs"]);
    expect(checksOf({ ...job, ignoresDisruption: true })).toEqual([]);
    expect(checksOf(web({}, { kind: "Pod", served: false }))).toEqual(["bare-pods"]);
  });

  it("asks an audit's checks of its own objects", () => {
    const metadata = { namespace: "shop", name: "web" };
    const labels = { app: "web" };
    const deployment = {
      metadata,
      spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels } } },
    };
    const facts = { sets: [web({}, { replicas: 1 })], cluster: { ...nothing, deployments: [deployment] } };
    expect(advise(facts).map(({ check, subject }) => [check, subject])).toEqual([
      ["single-replica", "Deployment shop/web"],
    ]);
  });
});

describe("waitOf", () => {
  it.each([
    [{ preStop: { sleep: { seconds: 7 } } }, 7],
    [{ preStop: { exec: { command: ["sleep", "5"] } } }, 5],
    [{ preStop: { exec: { command: ["/bin/sh", "-c", "nginx -s quit; sleep 3.5"] } } }, 3.5],
    [{ preStop: { exec: { command: ["nginx", "-s", "quit"] } } }, 0],
    [undefined, 0],
  ])("of %j is %d s", (lifecycle, seconds) => {
    expect(waitOf(lifecycle)).toBe(seconds);
  });
});
