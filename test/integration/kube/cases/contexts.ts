import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";

/** Which context is taken, and what it names. */
const cases: readonly KubeconfigCase[] = [
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
];
export default cases;
