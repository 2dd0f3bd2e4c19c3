import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";

/** Contexts and lists that are seldom written. */
const cases: readonly KubeconfigCase[] = [
  {
    name: "a context that is null",
    given: (w) => ({
      files: { config: config(trusted(w), undefined, { contexts: [{ name: "here", context: null }] }) },
    }),
    refused: /names the cluster "": there is c/,
  },
  {
    name: "a context without a name, where none is named",
    given: (w) => ({
      files: {
        config: config(trusted(w), undefined, {
          "current-context": "",
          contexts: [{ name: "", context: { cluster: "c", user: "u" } }],
        }),
      },
    }),
  },
  {
    name: "a user that is null",
    given: (w) => ({ files: { config: config(trusted(w), undefined, { users: [{ name: "u", user: null }] }) } }),
    refused: /shows nobody/,
  },
  {
    name: "a folder in the list",
    given: (w) => ({ files: { "d/x": "", b: config(trusted(w)) }, list: ["d", "b"] }),
    refused: /\/d cannot be read: EISDIR/,
  },
  {
    name: "an empty file alone in the list",
    given: () => ({ files: { a: "" }, list: ["a"] }),
    refused: /there is no kubeconfig/,
  },
  {
    name: "a name twice in a file whose entries are not chosen",
    given: (w) => ({
      files: { a: config(trusted(w)), b: config(trusted(w), undefined, { users: [{ name: "x" }, { name: "x" }] }) },
      list: ["a", "b"],
    }),
    refused: /\/b: the user "x" is there twice/,
  },
];
export default cases;
