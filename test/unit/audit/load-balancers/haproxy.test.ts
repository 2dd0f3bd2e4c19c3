import { expect, test } from "vitest";
import haproxy from "../../../../src/audit/load-balancers/haproxy.ts";

const backend = (...lines: readonly string[]) => `backend api\n${lines.map((line) => `  ${line}\n`).join("")}`;
const server = "server a 10.0.0.1:6443 check check-ssl verify none";

/** Every form of health check that HAProxy has, and what it comes to. */
const forms: readonly [string, string, object][] = [
  ["no check", backend("server a 10.0.0.1:6443"), { how: "nothing" }],
  ["one server of two without", backend(server, "server b 10.0.0.2:6443"), { how: "nothing" }],
  [
    "a check that is taken back",
    backend("default-server check", "server a 10.0.0.1:6443 no-check"),
    { how: "nothing" },
  ],
  ["a connection", backend("server a 10.0.0.1:6443 check"), { how: "tcp" }],
  ["a handshake by check-ssl", backend(server), { how: "tls" }],
  ["a handshake by ssl-hello-chk", backend("option ssl-hello-chk", "server a 10.0.0.1:6443 check"), { how: "tls" }],
  [
    "httpchk of one line",
    backend("option httpchk GET /readyz HTTP/1.1\\r\\nHost:\\ api", server),
    { how: "http", method: "GET", path: "/readyz", secure: true },
  ],
  [
    "httpchk with a path alone",
    backend("option httpchk /readyz", server),
    { how: "http", method: "OPTIONS", path: "/readyz", secure: true },
  ],
  ["httpchk alone", backend("option httpchk", server), { how: "http", method: "OPTIONS", path: "/", secure: true }],
  [
    "http-check send",
    backend(
      "option httpchk",
      "http-check connect ssl",
      "http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host api",
      "http-check expect status 200",
      "server a 10.0.0.1:6443 check verify none",
    ),
    { how: "http", method: "GET", path: "/readyz", secure: true },
  ],
  [
    "http over no TLS",
    backend("option httpchk GET /readyz", "server a 10.0.0.1:6443 check"),
    { how: "http", method: "GET", path: "/readyz", secure: false },
  ],
  [
    "TLS for traffic is TLS for checks",
    backend("option httpchk GET /readyz", "server a 10.0.0.1:6443 check ssl verify none"),
    { how: "http", method: "GET", path: "/readyz", secure: true },
  ],
  [
    "TLS for traffic alone",
    backend("option httpchk GET /readyz", "server a 10.0.0.1:6443 check ssl no-check-ssl"),
    { how: "http", method: "GET", path: "/readyz", secure: false },
  ],
  ["the last option counts", backend("option httpchk GET /readyz", "option ssl-hello-chk", server), { how: "tls" }],
  [
    "an option that is taken back",
    backend("option httpchk GET /readyz", "no option httpchk", "server a 10.0.0.1:6443 check"),
    { how: "tcp" },
  ],
  [
    "tcp-check that sends a request",
    backend(
      "option tcp-check",
      "tcp-check connect ssl",
      "tcp-check send GET\\ /readyz\\ HTTP/1.0\\r\\n\\r\\n",
      "tcp-check expect string ok",
      "server a 10.0.0.1:6443 check",
    ),
    { how: "http", method: "GET", path: "/readyz", secure: true },
  ],
  [
    "tcp-check that connects",
    backend("option tcp-check", "tcp-check connect", "server a 10.0.0.1:6443 check"),
    { how: "tcp" },
  ],
  [
    "tcp-check of bytes",
    backend("option tcp-check", "tcp-check send-binary 16", "server a 10.0.0.1:6443 check"),
    { how: "other", what: "tcp-check" },
  ],
  [
    "a script",
    backend("option external-check", "external-check command /bin/ask", "server a 10.0.0.1:6443 check"),
    { how: "other", what: "external-check" },
  ],
  [
    "options in defaults",
    `defaults\n  option httpchk GET /livez\n  default-server check check-ssl\n${backend("server a 10.0.0.1:6443")}`,
    { how: "http", method: "GET", path: "/livez", secure: true },
  ],
  [
    "named defaults",
    `defaults tcp\n  mode tcp\ndefaults web\n  option httpchk GET /livez\nbackend api from tcp\n  ${server}\n`,
    { how: "tls" },
  ],
  [
    "a section listen",
    `listen api\n  bind :6443\n  option httpchk GET "/readyz"  # readiness\n  ${server}\n`,
    { how: "http", method: "GET", path: "/readyz", secure: true },
  ],
];

test.each(forms)("%s", (_, text, check) => {
  expect(haproxy.fits(text)).toBe(true);
  expect(haproxy.groups(text).map((group) => group.check)).toEqual([check]);
});

test("says when a dead server is noticed, and which servers there are", () => {
  const text = backend("default-server inter 10s fall 4", server, "server b [fd00::2]:6443 check inter 500 fall 2");
  const [group] = haproxy.groups(text);
  expect(group).toMatchObject({ name: "backend api", noticedMs: 40_000, servers: ["10.0.0.1:6443", "[fd00::2]:6443"] });
  expect(haproxy.groups(backend(server))[0]?.noticedMs).toBe(6_000);
  expect(haproxy.groups(backend("server-template srv 3 api.internal:6443 check"))[0]?.servers).toHaveLength(3);
});

test("sections without servers are no group", () => {
  expect(
    haproxy.groups("global\n  daemon\nfrontend f\n  bind :1\n  default_backend b\nbackend b\n  mode tcp\n"),
  ).toEqual([]);
});
