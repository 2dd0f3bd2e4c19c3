import { describe, expect, it } from "vitest";
import { parseEnvoy, parseHaproxy } from "../../../src/cluster/load-balancer-config.ts";
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
  it("returns nothing for anything else", () => {
    expect(parseEnvoy("")).toBeUndefined();
    expect(parseHaproxy("")).toBeUndefined();
  });
});
