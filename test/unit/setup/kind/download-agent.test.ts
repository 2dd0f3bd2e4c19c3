import { expect, test } from "vitest";
import { downloadProblem } from "../../../../src/setup/kind/download-agent.ts";

const failed = (code: string, message: string) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });

test.each([
  ["SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain", /NODE_EXTRA_CA_CERTS/],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unable to get local issuer certificate", /NODE_EXTRA_CA_CERTS/],
  ["UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling", /the proxy of HTTPS_PROXY refused/],
  ["ENOTFOUND", "getaddrinfo ENOTFOUND github.com", /set HTTPS_PROXY; a mirror .*KIND_CHAOS_KIND_RELEASES/],
  ["UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error", /set HTTPS_PROXY/],
])("%s: what to do is said", (code, message, advice) => {
  expect(downloadProblem(failed(code, message))).toMatch(advice);
  expect(downloadProblem(failed(code, message)).startsWith(message)).toBe(true);
});

test("another reason is told as it is", () => {
  expect(downloadProblem(new Error("status 500"))).toBe("status 500");
});
