import { expect, test } from "vitest";
import { faultOf } from "../../../src/audit/health-check.ts";
import type { HealthCheck } from "../../../src/audit/load-balancer.ts";

const asks = (path: string, method = "GET", secure = true): HealthCheck => ({ how: "http", method, path, secure });

test.each<readonly [HealthCheck, string, string | undefined, RegExp]>([
  [{ how: "nothing" }, "0s", "high", /checks nothing/],
  [{ how: "passive" }, "0s", "high", /only sees that a client's connection failed/],
  [{ how: "tcp" }, "0s", "high", /opens a TCP connection/],
  [{ how: "tls" }, "0s", "high", /makes a TLS handshake/],
  [{ how: "other", what: "a script" }, "30s", undefined, /^$/],
  [asks("/readyz", "GET", false), "0s", "high", /over plain HTTP/],
  [asks("/readyz", "OPTIONS"), "0s", "high", /with OPTIONS \/readyz/],
  [asks("/version"), "0s", "high", /asks \/version/],
  [asks("/readyz?verbose"), "30s", undefined, /^$/],
  [asks("/livez"), "0s", undefined, /^$/],
  [asks("/healthz"), "70s", "low", /go on for 70s/],
])("%j, with a delay of %s: %s", (check, delay, severity, evidence) => {
  const fault = faultOf({ kind: "haproxy", check }, delay);
  expect(fault?.severity).toBe(severity);
  expect(fault?.evidence ?? "").toMatch(evidence);
});
