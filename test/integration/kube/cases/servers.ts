import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";

/** Where a server is. */
const cases: readonly KubeconfigCase[] = [
  {
    name: "tls-server-name that is another name",
    given: (w) => ({ files: { config: config(trusted(w, { "tls-server-name": "api.example.com" })) } }),
  },
  {
    name: "tls-server-name that is an address",
    given: (w) => ({ files: { config: config(trusted(w, { "tls-server-name": "127.0.0.1" })) } }),
  },
  {
    name: "tls-server-name that the certificate does not have",
    given: (w) => ({ files: { config: config(trusted(w, { "tls-server-name": "other.example.com" })) } }),
    refused: /is for DNS:localhost, .* not for other\.example\.com: use one of these names, or tls-server-name/,
  },
  {
    name: "a host's name",
    given: (w) => ({ files: { config: config(trusted(w, { server: `https://localhost:${w.tls}` })) } }),
  },
  {
    name: "a path before every other, with a slash at its end",
    given: (w) => ({ files: { config: config(trusted(w, { server: `https://127.0.0.1:${w.tls}/k8s/c-1/` })) } }),
  },
  {
    name: "a scheme in capitals",
    given: (w) => ({ files: { config: config(trusted(w, { server: `HTTPS://127.0.0.1:${w.tls}` })) } }),
  },
  {
    name: "no scheme, and an authority, which does not make it HTTPS",
    given: (w) => ({ files: { config: config(trusted(w, { server: `127.0.0.1:${w.tls}` })) } }),
    refused: /^http:.*the connection broke/,
  },
  {
    name: "no scheme, and nothing of TLS",
    given: (w) => ({ files: { config: config({ server: `127.0.0.1:${w.plain}` }) } }),
  },
  {
    name: "no scheme, and a path",
    given: (w) => ({ files: { config: config(trusted(w, { server: `127.0.0.1:${w.tls}/k8s` })) } }),
    refused: /is no URL: write for example/,
  },
  {
    name: "plain HTTP, over which no credentials are shown",
    given: (w) => ({ files: { config: config({ server: `http://127.0.0.1:${w.plain}` }) } }),
  },
  {
    name: "plain HTTP with a name and password",
    given: (w) => ({
      files: { config: config({ server: `http://127.0.0.1:${w.plain}` }, { username: "jane", password: "x" }) },
    }),
  },
  {
    name: "plain HTTP without credentials",
    given: (w) => ({ files: { config: config({ server: `http://127.0.0.1:${w.plain}` }, {}) } }),
  },
  {
    name: "another protocol",
    given: () => ({ files: { config: config({ server: "ftp://127.0.0.1" }) } }),
    refused: /only https and http are spoken/,
  },
  {
    name: "no server",
    given: () => ({ files: { config: config({ server: "" }) } }),
    refused: /cluster c: has no server: write for example/,
  },
  {
    name: "nobody listens there",
    given: (w) => ({ files: { config: config(trusted(w, { server: `https://127.0.0.1:${w.nobody}` })) } }),
    refused: /nobody listens there \(connection refused\)/,
  },
  {
    name: "a name and a password in the URL, beside a certificate",
    given: (w) => ({
      files: { config: config(trusted(w, { server: `https://jane:pass@127.0.0.1:${w.tls}` }), w.jane) },
    }),
  },
];
export default cases;
