import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";
import type { World } from "../world.ts";

const elsewhere = (world: World) => ({ server: `https://127.0.0.1:${world.second}`, ...world.ca });
const part = (content: object) => ({ apiVersion: "v1", kind: "Config", ...content });

/** Which files are read, and how they are merged. */
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
];
export default cases;
