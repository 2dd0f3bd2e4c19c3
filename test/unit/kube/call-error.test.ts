import { expect, it } from "vitest";
import { callError } from "../../../src/kube/call-error.ts";
import { PlatformError } from "../../../src/model/errors.ts";

const coded = (code: string, message = "x") => Object.assign(new Error(message), { code });

it.each<[string, Error, string, string]>([
  ["an error of a socket", coded("ECONNREFUSED", "connect ECONNREFUSED"), "ECONNREFUSED", "connect ECONNREFUSED"],
  [
    "several tries to connect",
    new AggregateError([coded("ENETUNREACH", "a"), coded("ECONNREFUSED")]),
    "ENETUNREACH",
    "a",
  ],
  [
    "what the library wraps",
    Object.assign(new TypeError("fetch failed"), { cause: coded("CERT_HAS_EXPIRED", "over") }),
    "CERT_HAS_EXPIRED",
    "over",
  ],
  [
    "a broken connection",
    Object.assign(coded("UND_ERR_SOCKET"), { cause: coded("ECONNRESET", "reset") }),
    "ECONNRESET",
    "reset",
  ],
  ["a connection that does not stand in time", coded("UND_ERR_CONNECT_TIMEOUT", "late"), "ETIMEDOUT", "late"],
  [
    "a limit that is over",
    AbortSignal.abort(new DOMException("x", "TimeoutError")).reason as Error,
    "ETIMEDOUT",
    "no answer within 3 s",
  ],
  [
    "a proxy that wants a name",
    coded("UND_ERR_INVALID_ARG", "Proxy Authentication Required (407)"),
    "EPROXY",
    "the proxy refused: 407 Proxy Authentication Required",
  ],
])("tells %s as the platform's trouble", (_, error, code, message) => {
  const told = callError(error, 3_000);
  expect(told).toBeInstanceOf(PlatformError);
  expect(told).toMatchObject({ code, message });
});

it("leaves a mistake of ours what it is", () => {
  const mistake = new TypeError("x is not a function");
  expect(callError(mistake, 3_000)).toBe(mistake);
});
