import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";
import type { World } from "../world.ts";

const elsewhere = (world: World) => ({ server: `https://127.0.0.1:${world.second}`, ...world.ca });
const part = (content: object) => ({ apiVersion: "v1", kind: "Config", ...content });

/** Which files are read, how they are merged, and what is not looked at in them. */
const cases: readonly KubeconfigCase[] = [
  { name: "one file with a token", given: (w) => ({ files: { config: config(trusted(w)) } }) },
  { name: "the home's file", given: (w) => ({ files: { ".kube/config": config(trusted(w)) }, home: true }) },
  {
    name: "nothing anywhere",
    given: () => ({ files: {}, home: true }),
    refused: /there is no kubeconfig.*--kubeconfig/,
  },
  {
    name: "an empty list counts as none",
    given: (w) => ({ files: { ".kube/config": config(trusted(w)) }, home: true, env: { KUBECONFIG: "" } }),
  },
  {
    name: "a list whose first file is missing",
    given: (w) => ({ files: { b: config(trusted(w)) }, list: ["gone", "b"] }),
  },
  {
    name: "a list of missing files",
    given: () => ({ files: {}, list: ["gone", "too"] }),
    refused: /there is no kubeconfig/,
  },
  { name: "a list with empty elements", given: (w) => ({ files: { b: config(trusted(w)) }, list: ["", "b", ""] }) },
  {
    name: "a file named twice in a list",
    given: (w) => ({ files: { b: config(trusted(w)) }, list: ["b", "b"] }),
  },
  {
    name: "the first entry of a name is taken whole",
    given: (w) => ({
      files: {
        a: part({ users: [{ name: "u", user: { token: "first" } }] }),
        b: config(trusted(w), { ...w.jane, token: "second" }),
      },
      list: ["a", "b"],
    }),
  },
  {
    name: "the first cluster of a name is taken whole",
    given: (w) => ({
      files: { a: part({ clusters: [{ name: "c", cluster: elsewhere(w) }] }), b: config(trusted(w)) },
      list: ["a", "b"],
    }),
  },
  {
    name: "the first current-context is taken, wherever its context stands",
    given: (w) => ({
      files: {
        a: part({ "current-context": "other" }),
        b: config(trusted(w), undefined, {
          contexts: [
            { name: "here", context: { cluster: "c", user: "u" } },
            { name: "other", context: { cluster: "c2", user: "u" } },
          ],
          clusters: [
            { name: "c", cluster: trusted(w) },
            { name: "c2", cluster: elsewhere(w) },
          ],
        }),
      },
      list: ["a", "b"],
    }),
  },
  {
    name: "a list with a file that is no YAML",
    given: (w) => ({ files: { a: "a: b: c", b: config(trusted(w)) }, list: ["a", "b"] }),
    refused: /\/a:1 is not YAML/,
  },
  {
    name: "an empty file before another",
    given: (w) => ({ files: { a: "", b: config(trusted(w)) }, list: ["a", "b"] }),
  },
  {
    name: "an empty file alone",
    given: () => ({ files: { config: "" } }),
    refused: /has no current-context.*there is none/,
  },
  { name: "a file that is not there", given: () => ({ files: {} }), refused: /there is no such kubeconfig: name one/ },
  {
    name: "paths are relative to the file of their entry",
    given: (w) => ({
      files: {
        "one/config": part({
          "current-context": "here",
          contexts: [{ name: "here", context: { cluster: "c", user: "u" } }],
        }),
        "two/config": part({
          clusters: [
            { name: "c", cluster: { server: `https://127.0.0.1:${w.tls}`, "certificate-authority": "pki/ca.crt" } },
          ],
        }),
        "two/pki/ca.crt": w.pem.authority,
        "three/config": part({
          users: [
            { name: "u", user: { "client-certificate": "c.crt", "client-key": "./c.key", tokenFile: "../token" } },
          ],
        }),
        "three/c.crt": w.pem.client.cert,
        "three/c.key": w.pem.client.key,
        token: "of-a-file\n",
      },
      list: ["one/config", "two/config", "three/config"],
    }),
  },
  {
    name: "a context is chosen",
    given: (w) => ({
      files: {
        config: config(trusted(w), undefined, {
          contexts: [
            { name: "here", context: { cluster: "gone", user: "u" } },
            { name: "prod", context: { cluster: "c", user: "u", namespace: "shop" } },
          ],
        }),
      },
      context: "prod",
    }),
  },
  {
    name: "a context that is not there is chosen",
    given: (w) => ({ files: { config: config(trusted(w)) }, context: "prod" }),
    refused: /has no context "prod": there is here/,
  },
  {
    name: "no current-context",
    given: (w) => ({ files: { config: config(trusted(w), undefined, { "current-context": "" }) } }),
    refused: /has no current-context: choose with --context; there is here/,
  },
  {
    name: "a current-context that is not there",
    given: (w) => ({ files: { config: config(trusted(w), undefined, { "current-context": "gone" }) } }),
    refused: /has no context "gone": there is here/,
  },
  {
    name: "a context without a user",
    given: (w) => ({
      files: { config: config(trusted(w), undefined, { contexts: [{ name: "here", context: { cluster: "c" } }] }) },
    }),
    refused: /shows nobody: it needs a client certificate, a token or exec/,
  },
  {
    name: "a context without a cluster",
    given: (w) => ({
      files: { config: config(trusted(w), undefined, { contexts: [{ name: "here", context: { user: "u" } }] }) },
    }),
    refused: /context here names the cluster "": there is c/,
  },
  {
    name: "a context whose user is not there",
    given: (w) => ({ files: { config: config(trusted(w), undefined, { users: [] }) } }),
    refused: /names the user "u": there is none/,
  },
  {
    name: "a context whose cluster is not there",
    given: (w) => ({ files: { config: config(trusted(w), undefined, { clusters: null }) } }),
    refused: /names the cluster "c": there is none/,
  },
  {
    name: "entries that are not chosen are empty, null or of no name",
    given: (w) => ({
      files: {
        config: config(trusted(w), undefined, {
          contexts: [
            { name: "here", context: { cluster: "c", user: "u" } },
            { name: "minikube", context: { cluster: "", user: "" } },
            { name: "n", context: null },
          ],
          clusters: [
            { name: "c", cluster: trusted(w) },
            { name: "empty", cluster: { server: "" } },
            { name: "n", cluster: null },
            { cluster: {} },
          ],
          users: [
            { name: "u", user: { token: "good" } },
            { name: "empty", user: { token: "", exec: null, "client-certificate": "" } },
            { name: "n" },
          ],
        }),
      },
    }),
  },
  {
    name: "empty fields of the entries that are chosen",
    given: (w) => ({
      files: {
        config: config(trusted(w, { "tls-server-name": "", "certificate-authority": "", "proxy-url": "" }), {
          token: "good",
          tokenFile: "",
          "client-certificate": "",
          "client-key-data": "",
          username: "",
          as: "",
          exec: null,
        }),
      },
    }),
  },
  {
    name: "a name twice",
    given: (w) => ({
      files: {
        config: config(trusted(w), undefined, {
          clusters: [
            { name: "c", cluster: trusted(w) },
            { name: "c", cluster: elsewhere(w) },
          ],
        }),
      },
    }),
    refused: /the cluster "c" is there twice/,
  },
  {
    name: "a name twice in entries that are not chosen",
    given: (w) => ({
      files: {
        config: config(trusted(w), undefined, {
          users: [{ name: "u", user: { token: "good" } }, { name: "x" }, { name: "x" }],
        }),
      },
    }),
    refused: /the user "x" is there twice/,
  },
  {
    name: "anchors, merge keys, comments and unknown fields of YAML",
    given: (w) => ({
      files: {
        config: `# by hand
apiVersion: v1
kind: Config
x-common: &common
  server: https://127.0.0.1:${w.tls}
  certificate-authority-data: ${Object.values(w.ca)[0]}
current-context: here
contexts: [{ name: here, context: { cluster: c, user: u, extensions: [{ name: x, extension: { a: 1 } }] } }]
clusters:
- name: c
  cluster:
    <<: *common
    colour: blue
users:
- name: u
  user: &user { token: 'good' }
- name: v
  user: *user
preferences: {}
`,
      },
    }),
  },
  {
    name: "a field of another kind, wherever it stands",
    given: (w) => ({
      files: {
        config: config(trusted(w), undefined, {
          users: [
            { name: "u", user: { token: "good" } },
            { name: "x", user: { token: 7 } },
          ],
        }),
      },
    }),
    refused: /is no kubeconfig: users\.1\.user\.token/,
  },
  {
    name: "a list where an object is wanted",
    given: () => ({ files: { config: "[]" } }),
    refused: /is no kubeconfig: the whole/,
  },
  {
    name: "another kind of object",
    given: (w) => ({ files: { config: config(trusted(w), undefined, { kind: "Pod" }) } }),
    refused: /is no kubeconfig: it is Pod of v1, not Config of v1/,
  },
  {
    name: "neither apiVersion nor kind",
    given: (w) => ({ files: { config: config(trusted(w), undefined, { apiVersion: undefined, kind: undefined }) } }),
  },
  {
    name: "a further document after the first",
    given: (w) => ({ files: { config: `${JSON.stringify(config(trusted(w)))}\n---\nkind: Pod\n` } }),
  },
];
export default cases;
