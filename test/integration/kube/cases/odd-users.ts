import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";

const version = "client.authentication.k8s.io/v1";
const exec = { apiVersion: version, command: "./give.sh", interactiveMode: "Never" };
const print = (text: string) => `#!/bin/sh\nprintf '%s' '${text}'\n`;

/** How users seldom show who they are. */
const cases: readonly KubeconfigCase[] = [
  {
    name: "a name and a password beside a plugin, which is not asked",
    given: (w) => ({
      files: { config: config(trusted(w), { username: "a", password: "b", exec }), "give.sh": print("") },
    }),
  },
  {
    name: "a token file beside a plugin, which is not asked",
    given: (w) => ({
      files: { config: config(trusted(w), { tokenFile: "t", exec }), t: "of-file", "give.sh": print("") },
    }),
  },
  {
    name: "a token file beside a name and a password",
    given: (w) => ({
      files: { config: config(trusted(w), { tokenFile: "t", username: "a", password: "b" }), t: "of-file" },
    }),
    refused: /a token and a username or password/,
  },
  {
    name: "a token beside a password alone",
    given: (w) => ({ files: { config: config(trusted(w), { token: "t", password: "b" }) } }),
    refused: /a token and a username or password/,
  },
  {
    name: "a password alone",
    given: (w) => ({ files: { config: config(trusted(w), { password: "b" }) } }),
    refused: /shows nobody/,
  },
  {
    name: "an OIDC provider without anything",
    given: (w) => ({ files: { config: config(trusted(w), { "auth-provider": { name: "oidc" } }) } }),
    refused: /oidc has no client-id/,
  },
  {
    name: "an OIDC token that is none",
    given: (w) => ({
      files: {
        config: config(trusted(w), {
          "auth-provider": {
            name: "oidc",
            config: { "id-token": "abc", "client-id": "x", "idp-issuer-url": "https://127.0.0.1:1" },
          },
        }),
      },
    }),
    refused: /its OIDC token .* log in again/,
  },
  {
    name: "an OIDC provider without a client",
    given: (w) => ({
      files: {
        config: config(trusted(w), {
          "auth-provider": {
            name: "oidc",
            config: { "id-token": "e30.eyJleHAiOjk5OTk5OTk5OTl9.x", "idp-issuer-url": "https://127.0.0.1:1" },
          },
        }),
      },
    }),
    refused: /oidc has no client-id/,
  },
  {
    name: "an OIDC provider without an issuer",
    given: (w) => ({
      files: {
        config: config(trusted(w), {
          "auth-provider": { name: "oidc", config: { "id-token": "e30.eyJleHAiOjk5OTk5OTk5OTl9.x", "client-id": "x" } },
        }),
      },
    }),
    refused: /oidc has no idp-issuer-url/,
  },
  {
    name: "a plugin that prints YAML",
    given: (w) => ({
      files: {
        config: config(trusted(w), { exec }),
        "give.sh": print(`apiVersion: ${version}\nkind: ExecCredential\nstatus: {token: given}\n`),
      },
    }),
  },
  {
    name: "a plugin that prints no kind",
    given: (w) => ({
      files: {
        config: config(trusted(w), { exec }),
        "give.sh": print(JSON.stringify({ apiVersion: version, status: { token: "given" } })),
      },
    }),
  },
  {
    name: "a plugin that prints another kind",
    given: (w) => ({
      files: {
        config: config(trusted(w), { exec }),
        "give.sh": print(JSON.stringify({ apiVersion: version, kind: "Pod", status: { token: "given" } })),
      },
    }),
    refused: /did not print an ExecCredential/,
  },
  {
    name: "a plugin that says more than its credential",
    given: (w) => ({
      files: {
        config: config(trusted(w), { exec }),
        "give.sh": print(
          `hello\n${JSON.stringify({ apiVersion: version, kind: "ExecCredential", status: { token: "given" } })}`,
        ),
      },
    }),
    refused: /did not print an ExecCredential/,
  },
  {
    name: "a plugin with an empty variable",
    given: (w) => ({
      files: {
        config: config(trusted(w), { exec: { ...exec, env: [{ name: "A", value: "" }] } }),
        "give.sh": print(JSON.stringify({ apiVersion: version, kind: "ExecCredential", status: { token: "given" } })),
      },
    }),
  },
  {
    name: "a plugin is not asked for plain HTTP",
    given: (w) => ({
      files: { config: config({ server: `http://127.0.0.1:${w.plain}` }, { exec: { ...exec, command: "./gone" } }) },
    }),
  },
  {
    name: "taken for somebody else over plain HTTP",
    given: (w) => ({ files: { config: config({ server: `http://127.0.0.1:${w.plain}` }, { as: "x" }) } }),
  },
  {
    name: "a user that does not fit together, over plain HTTP",
    given: (w) => ({
      files: { config: config({ server: `http://127.0.0.1:${w.plain}` }, { token: "a", username: "b" }) },
    }),
    refused: /a token and a username or password/,
  },
  {
    name: "a name and a password in the URL of plain HTTP",
    given: (w) => ({ files: { config: config({ server: `http://a:b@127.0.0.1:${w.plain}` }) } }),
  },
  { name: "a token of another alphabet", given: (w) => ({ files: { config: config(trusted(w), { token: "gööd" }) } }) },
  {
    name: "taken for a name of another alphabet",
    given: (w) => ({ files: { config: config(trusted(w), { token: "good", as: "jäne" }) } }),
  },
  {
    name: "more of somebody else, with a name that no header can have",
    given: (w) => ({
      files: { config: config(trusted(w), { token: "good", as: "j", "as-user-extra": { "a b/c%d": ["x"], E: [] } }) },
    }),
  },
];
export default cases;
