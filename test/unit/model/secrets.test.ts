import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { secretForms, secretRemover, secretsOf } from "../../../src/model/secrets.ts";
import { secretsIn } from "../../support/secrets-in.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const rsa = (type: "pkcs1" | "pkcs8") =>
  generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({ type, format: "pem" }) as string;
const ec = (type: "sec1" | "pkcs8") =>
  generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type, format: "pem" }) as string;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = `${part({ alg: "RS256", kid: "abc" })}.${part({ iss: "https://kubernetes.default.svc" })}.c2lnbmF0dXJl`;
const base64 = (text: string) => Buffer.from(text).toString("base64");

const secret: Readonly<Record<string, string>> = {
  "an RSA key": rsa("pkcs1"),
  "an RSA key in a newer form": rsa("pkcs8"),
  "an EC key": ec("sec1"),
  "an EC key in a newer form": ec("pkcs8"),
  "a key in one line of JSON": JSON.stringify({ key: ec("pkcs8") }),
  "a key in a container's log": ec("sec1").replaceAll(/^/gm, "2026-11-27T02:36:48.1Z stdout F "),
  "a key of a kubeconfig": `    client-key-data: ${base64(rsa("pkcs1"))}`,
  "a key of a kubeconfig in JSON": JSON.stringify({ "client-key-data": base64(ec("sec1")) }),
  "a key in base64 under any name": `tls.key: ${base64(ec("pkcs8"))}`,
  "a service account's token": `read ${jwt} from /var/run/secrets`,
  "a header": `Authorization: Bearer ${"a1B2".repeat(8)}`,
  "a token of a kubeconfig": `    token: ${"q7w8e9r0".repeat(4)}`,
  "a token to join with": "kubeadm join 172.30.0.2:6443 --token abcdef.0123456789abcdef --discovery",
  "a proxy's password": "HTTPS_PROXY=http://me:s3cret@proxy.example:3128",
  "a webhook of Slack": ["notify: https://hooks.slack.com", "services", "T0000", "B0000", "abcdefgh"].join("/"),
};

const harmless = [
  "kc-e2e-phases-control-plane2.18ebc652154a6c9e is forbidden: User system:node",
  '{"identity":"token","context":"here"}',
  "the bearer token is not valid",
  `certificate-authority-data: ${base64("-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIINxYEDGpg3Q0wDQ\n")}`,
  "-----BEGIN CERTIFICATE-----",
  '["s",0,12.5,3.1,"ok",1,null]',
  "https://127.0.0.1:6443/api/v1/namespaces/default?watch=1",
];

const removed = (text: string) => {
  const remove = secretRemover();
  return text.split("\n").flatMap((line) => remove(line) ?? []);
};

describe("what opens a door", () => {
  test.each(Object.entries(secret))("is found and taken out: %s", (_, text) => {
    expect(secretsOf(text)).not.toEqual([]);
    const left = removed(`before\n${text}\nafter`).join("\n");
    expect(secretsOf(left)).toEqual([]);
    expect(left).toMatch(/^before\n[\s\S]*\nafter$/);
    for (const line of text.split("\n").filter((one) => /^[\w+/=]{40,}$/.test(one))) expect(left).not.toContain(line);
  });

  test("is known in every form that there is", () => {
    expect(new Set(Object.values(secret).flatMap(secretsOf))).toEqual(new Set(Object.keys(secretForms)));
  });

  test.each(harmless)("is not seen in what opens none: %s", (text) => {
    expect(secretsOf(text)).toEqual([]);
    expect(removed(text)).toEqual([text]);
  });

  test("that never ends does not swallow the rest of a log", () => {
    const lines = ["-----BEGIN PRIVATE KEY-----", ...Array.from({ length: 300 }, (_, index) => `line ${index}`)];
    expect(removed(lines.join("\n")).at(-1)).toBe("line 299");
  });

  test("is found in the files of a folder and below", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "cluster-logs"));
    writeFileSync(join(folder, "report.md"), harmless.join("\n"));
    writeFileSync(join(folder, "cluster-logs", "kubelet.log"), `x ${jwt}`);
    expect(secretsIn(folder)).toEqual(["cluster-logs/kubelet.log: JSON Web Token"]);
  });
});
