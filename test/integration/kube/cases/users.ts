import { base64 } from "../../../support/api-double.ts";
import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";
import type { World } from "../world.ts";

/** A token that says when it ends. */
const jwt = (claims: object) => `${base64url({ alg: "none" })}.${base64url(claims)}.x`;
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600;
const user =
  (of: (world: World) => object, files: Record<string, string> = {}) =>
  (world: World) => ({
    files: { config: config(trusted(world), of(world)), ...files },
  });

/** How a user shows who it is. */
const cases: readonly KubeconfigCase[] = [
  { name: "a client certificate", given: user((w) => w.jane) },
  { name: "a client certificate and a token", given: user((w) => ({ ...w.jane, token: "good" })) },
  {
    name: "a client certificate and a name with a password",
    given: user((w) => ({ ...w.jane, username: "u", password: "p" })),
  },
  {
    name: "a token file beside a token",
    given: user(() => ({ token: "inline", tokenFile: "t" }), { t: "of-a-file\n" }),
  },
  { name: "a token file that is gone beside a token", given: user(() => ({ token: "inline", tokenFile: "gone" })) },
  {
    name: "a token file that is gone",
    given: user(() => ({ tokenFile: "gone" })),
    refused: /user u: the token file .*gone cannot be read: ENOENT/,
  },
  {
    name: "an empty token file",
    given: user(() => ({ tokenFile: "t" }), { t: "\n" }),
    refused: /the token file .* it is empty/,
  },
  { name: "a name and a password", given: user(() => ({ username: "jane", password: "p:w d" })) },
  { name: "a name alone", given: user(() => ({ username: "jane" })) },
  { name: "a name of another alphabet", given: user(() => ({ username: "jané", password: "пароль" })) },
  {
    name: "a token and a name",
    given: user(() => ({ token: "good", username: "jane" })),
    refused: /a token and a username or password/,
  },
  { name: "nothing", given: user(() => ({})), refused: /user u: shows nobody.*certificate, a token or exec/ },
  {
    name: "a token that is refused",
    given: user(() => ({ token: "refused" })),
    refused: /does not take these credentials \(401/,
  },
  { name: "a token with a line end", given: user(() => ({ token: "a\nb" })), refused: /token holds a line end/ },
  {
    name: "a certificate without its key",
    given: user((w) => ({ ...w.jane, "client-key-data": "" })),
    refused: /has a client-certificate alone/,
  },
  {
    name: "a key without its certificate",
    given: user((w) => ({ ...w.jane, "client-certificate-data": "", token: "good" })),
  },
  {
    name: "a certificate as data and as a file",
    given: user((w) => ({ ...w.jane, "client-certificate": "c.crt" })),
    refused: /client-certificate and client-certificate-data/,
  },
  {
    name: "a certificate that is none",
    given: user(() => ({ "client-certificate-data": base64("x"), "client-key-data": base64("y") })),
    refused: /client certificate and its key cannot be used/,
  },
  {
    name: "an authority in place of a certificate's key",
    given: user((w) => ({ ...w.jane, "client-key-data": w.old["client-key-data"] })),
    refused: /client certificate and its key cannot be used/,
  },
  {
    name: "a certificate that has expired",
    given: user((w) => w.old),
    departs: "its client certificate expired on .*: renew it",
  },
  { name: "taken for another user", given: user(() => ({ token: "good", as: "jane" })) },
  {
    name: "taken for another user with groups, a uid and more",
    given: user(() => ({
      token: "good",
      as: "jane",
      "as-uid": "7",
      "as-groups": ["a", "b, c"],
      "as-user-extra": { "example.com/Reason": ["x", "y"] },
    })),
  },
  {
    name: "groups of nobody",
    given: user(() => ({ token: "good", "as-groups": ["a"] })),
    refused: /need as: whom to be taken for/,
  },
  {
    name: "a provider that is gone",
    given: user(() => ({ "auth-provider": { name: "gcp" } })),
    refused: /the auth-provider gcp is not there any more/,
  },
  {
    name: "a provider that never was",
    given: user(() => ({ "auth-provider": { name: "x" } })),
    refused: /the auth-provider x is not there any more/,
  },
  { name: "an OIDC token", given: user(() => oidc({ "id-token": jwt({ exp: inAnHour() }) })) },
  {
    name: "an OIDC token beside a token",
    given: user(() => ({ ...oidc({ "id-token": jwt({ exp: inAnHour() }) }), token: "good" })),
  },
  {
    name: "an OIDC token that has ended",
    given: user(() => oidc({ "id-token": jwt({ exp: 1 }) })),
    refused: /its OIDC token .* log in again/,
  },
  {
    name: "an OIDC token that nobody renews",
    given: user((w) =>
      oidc({
        "id-token": jwt({ exp: 1 }),
        "refresh-token": "s3cret-refresh",
        "idp-issuer-url": `https://127.0.0.1:${w.nobody}`,
      }),
    ),
    refused: /its OIDC token cannot be renewed: (?!.*s3cret)/,
  },
];
export default cases;

function oidc(config: object): object {
  return {
    "auth-provider": {
      name: "oidc",
      config: { "client-id": "kube", "idp-issuer-url": "https://issuer.invalid", ...config },
    },
  };
}
