import { expect, test } from "vitest";
import envoy from "../../../../src/audit/load-balancers/envoy.ts";

const endpoints =
  "load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: cp-1, port_value: 6443 } } } }] }] }";
const tls = "transport_socket: { name: envoy.transport_sockets.tls }";
const cluster = (...fields: readonly string[]) =>
  `resources:\n- name: kube_apiservers\n${[...fields, endpoints].map((field) => `  ${field}\n`).join("")}`;
const times = "interval: 2s, timeout: 3s, unhealthy_threshold: 2, healthy_threshold: 1";

const forms: readonly [string, string, object][] = [
  ["nothing", cluster(), { how: "nothing" }],
  ["outlier detection", cluster("outlier_detection: {}"), { how: "passive" }],
  ["a connection", cluster(`health_checks: [{ ${times}, tcp_health_check: {} }]`), { how: "tcp" }],
  ["a handshake", cluster(tls, `health_checks: [{ ${times}, tcp_health_check: {} }]`), { how: "tls" }],
  [
    "a path",
    cluster(tls, `health_checks: [{ ${times}, http_health_check: { path: /readyz } }]`),
    { how: "http", method: "GET", path: "/readyz", secure: true },
  ],
  [
    "a path without TLS",
    cluster(`health_checks: [{ ${times}, http_health_check: { path: /readyz } }]`),
    { how: "http", method: "GET", path: "/readyz", secure: false },
  ],
  [
    "a path with TLS for checks alone, as kind does",
    cluster(
      `transport_socket_matches: [{ name: tls_health_check, match: { tls: true }, transport_socket: { name: envoy.transport_sockets.tls } }]`,
      `health_checks: [{ ${times}, http_health_check: { path: /healthz, method: HEAD } }]`,
    ),
    { how: "http", method: "HEAD", path: "/healthz", secure: true },
  ],
  ["gRPC", cluster(`health_checks: [{ ${times}, grpc_health_check: {} }]`), { how: "other", what: "gRPC" }],
  [
    "a check of one's own",
    cluster(`health_checks: [{ ${times}, custom_health_check: { name: redis } }]`),
    { how: "other", what: "a check of its own" },
  ],
];

test.each(forms)("%s", (_, text, check) => {
  expect(envoy.fits(text)).toBe(true);
  expect(envoy.groups(text).map((group) => group.check)).toEqual([check]);
});

test("reads the servers, when a dead one is noticed, and when Envoy panics", () => {
  const [group] = envoy.groups(
    cluster(
      `health_checks: [{ ${times}, tcp_health_check: {} }]`,
      "common_lb_config: { healthy_panic_threshold: { value: 0 } }",
    ),
  );
  expect(group).toEqual({
    name: "cluster kube_apiservers",
    servers: ["cp-1:6443"],
    check: { how: "tcp" },
    noticedMs: 4_000,
    panicPercent: 0,
  });
  expect(envoy.groups(cluster())[0]?.panicPercent).toBe(50);
});

test("finds clusters of a bootstrap and of a dump of the running configuration", () => {
  const bootstrap = `static_resources:\n  clusters:\n  - name: a\n    ${endpoints}\n`;
  const [one] = envoy.groups(cluster());
  const dump = JSON.stringify({
    configs: [{ dynamic_active_clusters: [{ cluster: { name: "b", health_checks: [] } }] }],
  });
  expect([bootstrap, dump].map((text) => [envoy.fits(text), envoy.groups(text).map(({ name }) => name)])).toEqual([
    [true, ["cluster a"]],
    [true, ["cluster b"]],
  ]);
  expect(one?.name).toBe("cluster kube_apiservers");
});

test("a cluster that is none is told in one line", () => {
  expect(() => envoy.groups("resources:\n- health_checks: 7\n")).toThrow(/^[^\n]+$/);
});
