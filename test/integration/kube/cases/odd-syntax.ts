import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";

const yamlOf = (port: number, ca: object, more = "") =>
  `current-context: here\ncontexts:\n- {name: here, context: {cluster: c, user: u}}\nusers:\n- {name: u, user: {token: good}}\nclusters:\n- name: c\n  cluster:\n    server: https://127.0.0.1:${port}\n    certificate-authority-data: ${Object.values(ca)[0]}\n${more}`;

/** What is seldom written in a file, and read by kubectl all the same, or refused. */
const cases: readonly KubeconfigCase[] = [
  { name: "line ends of Windows", given: (w) => ({ files: { config: yamlOf(w.tls, w.ca).replaceAll("\n", "\r\n") } }) },
  { name: "a byte order mark", given: (w) => ({ files: { config: `\ufeff${yamlOf(w.tls, w.ca)}` } }) },
  { name: "marks of a document", given: (w) => ({ files: { config: `---\n${yamlOf(w.tls, w.ca)}...\n` } }) },
  {
    name: "a key twice, the last of which counts",
    given: (w) => ({
      files: { config: yamlOf(w.tls, w.ca, "    tls-server-name: other\n    tls-server-name: localhost\n") },
    }),
  },
  {
    name: "a text where a truth is wanted",
    given: (w) => ({ files: { config: config(trusted(w, { "insecure-skip-tls-verify": "true" })) } }),
    refused: /insecure-skip-tls-verify/,
  },
  {
    name: "a text of YAML 1.1 where a truth is wanted",
    given: (w) => ({ files: { config: config(trusted(w, { "insecure-skip-tls-verify": "yes" })) } }),
    refused: /insecure-skip-tls-verify/,
  },
  { name: "nothing but null", given: () => ({ files: { config: "~" } }), refused: /has no current-context/ },
  { name: "nothing but a mark", given: () => ({ files: { config: "---\n" } }), refused: /has no current-context/ },
  { name: "nothing but a word", given: () => ({ files: { config: "hello" } }), refused: /is no kubeconfig: the whole/ },
  {
    name: "a tab where spaces are wanted",
    given: () => ({ files: { config: "a:\n\tb: c" } }),
    refused: /config:2 is not YAML: Tabs/,
  },
  {
    name: "an object where a list is wanted",
    given: (w) => ({ files: { config: config(trusted(w), undefined, { users: {} }) } }),
    refused: /is no kubeconfig: users/,
  },
  {
    name: "a number for a name",
    given: (w) => ({ files: { config: config(trusted(w), undefined, { users: [{ name: 7 }] }) } }),
    refused: /is no kubeconfig: users\.0\.name/,
  },
];
export default cases;
