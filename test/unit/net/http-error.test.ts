import { describe, expect, it } from "vitest";
import { deadlineClass, errorClass } from "../../../src/net/http-error.ts";

const dialling = { connected: false, answering: false };
const waiting = { connected: true, answering: false };
const reading = { connected: true, answering: true };
const error = (code?: string) => Object.assign(new Error("x"), { code });

describe("errorClass", () => {
  it.each([
    ["ECONNREFUSED", dialling, "refused"],
    ["ECONNRESET", dialling, "reset"],
    ["ECONNRESET", waiting, "reset"],
    ["EPIPE", waiting, "reset"],
    ["ECONNRESET", reading, "body-cut"],
    ["EHOSTUNREACH", dialling, "unreachable"],
    ["EPROXY", dialling, "proxy"],
    ["ETIMEDOUT", dialling, "connect-timeout"],
    ["ETIMEDOUT", waiting, "hang"],
    ["SELF_SIGNED_CERT_IN_CHAIN", dialling, "tls-ca"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", dialling, "tls-ca"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", dialling, "tls-ca"],
    ["CERT_SIGNATURE_FAILURE", dialling, "tls-ca"],
    ["CERT_HAS_EXPIRED", dialling, "tls-expired"],
    ["CERT_NOT_YET_VALID", dialling, "tls-expired"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", dialling, "tls-name"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", dialling, "tls"],
    ["ERR_SSL_TLSV1_ALERT_UNKNOWN_CA", waiting, "tls"],
    ["HPE_INVALID_CONSTANT", waiting, "bad-answer"],
    ["EMFILE", dialling, "local"],
    ["EADDRNOTAVAIL", dialling, "local"],
  ])("%s is %s", (code, progress, expected) => {
    expect(errorClass(error(code), progress)).toBe(expected);
  });

  it("takes an error without a code for a broken connection", () => {
    expect(errorClass(error(), waiting)).toBe("reset");
  });
});

describe("deadlineClass", () => {
  it("tells a connection that never stood from an answer that never came", () => {
    expect([deadlineClass(dialling), deadlineClass(waiting), deadlineClass(reading)]).toEqual([
      "connect-timeout",
      "hang",
      "hang",
    ]);
  });
});
