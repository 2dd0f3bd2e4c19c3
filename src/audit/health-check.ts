import type { Finding } from "./facts.ts";
import type { ApiBalancer } from "./load-balancer.ts";

/** What is wrong with a way of asking API servers. */
export type Fault = Pick<Finding, "severity" | "evidence" | "why" | "advice" | "scenario">;

const open =
  "a port that is open is no API server that works: with its etcd gone it goes on getting a share of the requests";

function high(evidence: string, why: string): Fault {
  const advice = "let it ask /readyz over HTTPS with GET and expect status 200";
  return { severity: "high", evidence, why, advice, scenario: "lb-health-check" };
}

/**
 * What is wrong with how a load balancer finds out that an API server does not work; undefined where nothing is, or
 * nobody can tell. The delay is the API servers' --shutdown-delay-duration, as Go writes it.
 */
export function faultOf({ kind, check }: Pick<ApiBalancer, "kind" | "check">, delay: string): Fault | undefined {
  switch (check.how) {
    case "other":
      return undefined;
    case "nothing":
      return high(`${kind} checks nothing`, "an API server that is gone goes on getting its share of the requests");
    case "passive":
      return high(`${kind} asks no path of the API servers: it only sees that a client's connection failed`, open);
    case "tcp":
      return high(`${kind} asks no path of the API servers: it opens a TCP connection`, open);
    case "tls":
      return high(`${kind} asks no path of the API servers: it makes a TLS handshake`, open);
    case "http":
      return ofRequest(kind, check, delay);
  }
}

function ofRequest(
  kind: string,
  { method, path, secure }: Extract<ApiBalancer["check"], { how: "http" }>,
  delay: string,
): Fault | undefined {
  if (!secure)
    return high(
      `${kind} asks ${path} over plain HTTP`,
      "API servers speak TLS alone and answer 400: either all of them count as dead, or whatever has an open port as alive",
    );
  if (method !== "GET")
    return high(
      `${kind} asks with ${method} ${path}`,
      "an API server lets anybody GET its health, and answers 403 to any other method",
    );
  const [name] = path.split("?");
  if (name === "/readyz") return undefined;
  if (name !== "/healthz" && name !== "/livez")
    return high(`${kind} asks ${path}`, `it says nothing about whether an API server works: ${open}`);
  // Without a delay the server closes its port at once when it is told to end: then /healthz says the same.
  if (/^0(s|$)/.test(delay)) return undefined;
  return {
    severity: "low",
    evidence: `${kind} asks ${path}, and API servers go on for ${delay} after they were told to end`,
    why: "in that time they are not ready any more, and still get new connections",
    advice: "let it ask /readyz",
    scenario: "rolling-control-plane-restart",
  };
}
