import { expect, test } from "vitest";
import nginx from "../../../../src/audit/load-balancers/nginx.ts";

const servers = "server 10.0.0.1:6443; server 10.0.0.2:6443 backup;";
const stream = (upstream: string, server = "", match = "") =>
  `stream { upstream kube { ${upstream} } ${match} server { listen 6443; proxy_pass kube; ${server} } }`;
const http = (server: string) =>
  `http { upstream kube { ${servers} } server { location / { proxy_pass https://kube; ${server} } } }`;

const forms: readonly [string, string, object][] = [
  ["open source: failed connections", stream(servers), { how: "passive" }],
  ["failures that do not count", stream("server a:6443 max_fails=0; server b:6443 max_fails=0;"), { how: "nothing" }],
  ["Plus, a connection", stream(servers, "health_check;"), { how: "tcp" }],
  ["Plus, a handshake", stream(servers, "proxy_ssl on; health_check interval=2;"), { how: "tls" }],
  [
    "Plus, what a match sends",
    stream(
      servers,
      "proxy_ssl on; health_check match=ready;",
      'match ready { send "GET /readyz HTTP/1.0\\r\\n\\r\\n"; expect ~ "200 OK"; }',
    ),
    { how: "http", method: "GET", path: "/readyz", secure: true },
  ],
  [
    "Plus, bytes of a match",
    stream(servers, "health_check match=m;", 'match m { send "\\x16"; }'),
    { how: "other", what: "what its match sends" },
  ],
  [
    "Plus, a path",
    http("health_check uri=/readyz interval=2s fails=3;"),
    { how: "http", method: "GET", path: "/readyz", secure: true },
  ],
  ["Plus, no path", http("health_check;"), { how: "http", method: "GET", path: "/", secure: true }],
  ["Tengine, a connection", stream(`${servers} check interval=3000 rise=2 fall=5 type=tcp;`), { how: "tcp" }],
  ["Tengine, a handshake", stream(`${servers} check type=ssl_hello;`), { how: "tls" }],
  [
    "Tengine, a path",
    stream(`${servers} check type=http; check_http_send "GET /readyz HTTP/1.0\\r\\n\\r\\n";`),
    { how: "http", method: "GET", path: "/readyz", secure: false },
  ],
];

test.each(forms)("%s", (_, text, check) => {
  expect(nginx.fits(text)).toBe(true);
  expect(nginx.groups(text).map((group) => group.check)).toEqual([check]);
});

test("reads the servers, and when a dead one is noticed", () => {
  expect(nginx.groups(http("health_check interval=2s fails=3;"))).toMatchObject([
    { name: "upstream kube", servers: ["10.0.0.1:6443", "10.0.0.2:6443"], noticedMs: 6_000 },
  ]);
  expect(nginx.groups(stream(`${servers} check;`))[0]?.noticedMs).toBe(150_000);
});

test("a server without an upstream is a group by itself", () => {
  expect(nginx.groups("server { listen 6443; proxy_pass 10.0.0.1:6443; }")).toEqual([
    { name: "proxy_pass 10.0.0.1:6443", servers: ["10.0.0.1:6443"], check: { how: "passive" } },
  ]);
});
