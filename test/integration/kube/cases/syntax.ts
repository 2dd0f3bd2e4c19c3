import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";
import type { World } from "../world.ts";

const elsewhere = (world: World) => ({ server: `https://127.0.0.1:${world.second}`, ...world.ca });

/** What is and is not a kubeconfig. */
const cases: readonly KubeconfigCase[] = [
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
