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

/** Whom a user asks to be taken for, and who else may say who it is. */
const cases: readonly KubeconfigCase[] = [
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
    name: "an OIDC token that has ended and is renewed",
    given: user((w) => oidc({ ...renewing(w), "id-token": jwt({ exp: 1 }) })),
  },
  { name: "an OIDC token that is missing and had anew", given: user((w) => oidc(renewing(w))) },
  {
    name: "an OIDC token whose renewal is refused",
    given: user((w) => oidc({ ...renewing(w), "refresh-token": "s3cret-refresh" })),
    refused: /its OIDC token cannot be renewed: (?!.*s3cret)/,
  },
  {
    name: "an OIDC token whose issuer is behind the environment's proxy",
    given: (w) => ({
      files: {
        config: config(trusted(w), oidc({ ...renewing(w), "idp-issuer-url": `https://api.example.com:${w.issuer}` })),
      },
      env: { HTTPS_PROXY: `http://127.0.0.1:${w.proxy}` },
    }),
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

function renewing({ issuer, ca }: World): object {
  return {
    "refresh-token": "again",
    "idp-issuer-url": `https://127.0.0.1:${issuer}`,
    "idp-certificate-authority-data": ca["certificate-authority-data"],
  };
}
