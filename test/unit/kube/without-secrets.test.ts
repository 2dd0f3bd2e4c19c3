import { expect, it } from "vitest";
import { withoutSecrets } from "../../../src/kube/without-secrets.ts";

it.each([
  ["an authorization", "sent Bearer abc and more", "sent Bearer *** and more"],
  ["an assignment", "token=abc, password: 'x y'", "token=***, password: '***"],
  ["a variable", "AWS_SECRET_ACCESS_KEY=abc failed", "AWS_SECRET_ACCESS_KEY=*** failed"],
  ["a field of JSON", '{"refresh_token":"abc"}', '{"refresh_token":"***"}'],
  ["a JSON Web Token", "got eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl", "got ***"],
  ["a bootstrap token", "is abcdef.0123456789abcdef good", "is *** good"],
  ["a long key", "key wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY", "key ***"],
  ["a URL's password", "https://me:pass@host/path", "https://***@host/path"],
  ["a digest", `sum ${"0123456789abcdef".repeat(2)}`, "sum ***"],
])("leaves out %s", (_, text, expected) => {
  const left = withoutSecrets(text);
  expect(left).not.toMatch(/abc\b|pass@|c2lnbmF0dXJl|EXAMPLEKEY|0123456789abcdef/);
  expect(left).toContain(expected.split("***")[0]);
});

it("leaves out what is known to be a secret, whatever it looks like", () => {
  expect(withoutSecrets("no hunter2 today", ["hunter2", undefined, ""])).toBe("no *** today");
});

it.each([
  "log in first: run aws sso login --profile prod",
  "the token has expired, and no refresh token is there",
  "open /home/me/.kube/cache/token: no such file or directory",
  "dial tcp 10.0.0.1:443: connect: connection refused",
])("leaves what helps a person: %s", (text) => {
  expect(withoutSecrets(text)).toBe(text);
});

it("writes control characters as JSON does, on one line", () => {
  expect(withoutSecrets("a\u001b[2Jb\nc")).toBe("a\\u001b[2Jb c");
});
