import { describe, expect, it } from "vitest";
import { parseEnvoy, parseHaproxy } from "../../../src/cluster/load-balancer-config.ts";
import { parseCommandLines, readLiveness, settingsFrom } from "../../../src/cluster/settings.ts";
import { kindEnvoy } from "../../../src/model/stock.ts";

const envoy = `resources:
- "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
  name: kube_apiservers
  connect_timeout: 0.25s
  type: STRICT_DNS
  health_checks:
  - timeout: 3s
    interval: 2s
    unhealthy_threshold: 2
    healthy_threshold: 1
    no_traffic_interval: 3s
    http_health_check: { path: /healthz }
`;

const haproxy = `defaults
  timeout connect 5000
backend kube-apiservers
  option httpchk GET /healthz
  default-server init-addr none
  server a a:6443 check check-ssl verify none
`;

const commands = `== etcd
etcd
--election-timeout=2500
== kube-apiserver
kube-apiserver
--default-unreachable-toleration-seconds=5
== kube-controller-manager
kube-controller-manager
--leader-elect-lease-duration=1m30s
== kube-scheduler
kube-scheduler
--leader-elect=true
`;

describe("load balancer settings", () => {
  it("reads Envoy's checks", () => expect(parseEnvoy(envoy)).toEqual(kindEnvoy));
  it("reads HAProxy's path and its defaults", () => {
    expect(parseHaproxy(haproxy)).toMatchObject({
      kind: "haproxy",
      path: "/healthz",
      intervalMs: 2_000,
      unhealthyThreshold: 3,
      healthyThreshold: 2,
      connectTimeoutMs: 5_000,
    });
  });
  it("answers nothing for anything else", () => {
    expect(parseEnvoy("")).toBeUndefined();
    expect(parseHaproxy("")).toBeUndefined();
  });
});

describe("settings of components", () => {
  it("takes what is set and else the component's default", () => {
    const settings = settingsFrom(
      "test",
      parseCommandLines(commands),
      { nodeLeaseDurationSeconds: 8, nodeStatusUpdateFrequency: "0s" },
      kindEnvoy,
    );
    expect(settings.etcd).toMatchObject({ heartbeatMs: 100, electionMs: 2_500 });
    expect(settings.controllerManager).toMatchObject({ leaseMs: 90_000, renewMs: 10_000, nodeMonitorGraceMs: 50_000 });
    expect(settings.apiServer).toMatchObject({ unreachableTolerationMs: 5_000, notReadyTolerationMs: 300_000 });
    expect(settings.kubelet).toMatchObject({ leaseDurationMs: 8_000, statusFrequencyMs: 10_000 });
  });
  it("reads the liveness probes of static pods, and leaves out what has none", () => {
    const manifest = (name: string, probe: string) =>
      `---\nmetadata:\n  name: ${name}\nspec:\n  containers:\n  - name: ${name}\n${probe}`;
    const probe = "    livenessProbe:\n      periodSeconds: 10\n      timeoutSeconds: 15\n      failureThreshold: 8\n";
    expect(readLiveness(manifest("kube-apiserver", probe) + manifest("etcd", ""))).toEqual({
      "kube-apiserver": { periodMs: 10_000, timeoutMs: 15_000, failureThreshold: 8 },
    });
    expect(readLiveness("")).toEqual({});
  });
  it("has no load balancer where there is none", () => {
    expect(settingsFrom("test", parseCommandLines(commands), {}, undefined)).not.toHaveProperty("loadBalancer");
  });
  it("refuses to guess for a component that does not run", () => {
    expect(() => parseCommandLines(commands.replace("== etcd\netcd\n--election-timeout=2500\n", "== etcd\n"))).toThrow(
      /no running etcd/,
    );
  });
});
