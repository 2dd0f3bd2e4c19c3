import { base64 } from "../../../support/api-double.ts";
import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";

/** Where a server is and how it is recognised. */
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
  {
    name: "an authority as a file",
    given: (w) => ({
      files: {
        config: config({ server: `https://127.0.0.1:${w.tls}`, "certificate-authority": "ca.crt" }),
        "ca.crt": w.pem.authority,
      },
    }),
  },
  {
    name: "an authority's file that is not there",
    given: (w) => ({
      files: { config: config({ server: `https://127.0.0.1:${w.tls}`, "certificate-authority": "ca.crt" }) },
    }),
    refused: /cluster c: certificate-authority cannot be read: ENOENT/,
  },
  {
    name: "an authority as a file and as data, which counts",
    given: (w) => ({ files: { config: config(trusted(w, { "certificate-authority": "gone.crt" })) } }),
    refused: /certificate-authority and certificate-authority-data/,
  },
  {
    name: "an authority that is not base64",
    given: (w) => ({ files: { config: config(trusted(w, { "certificate-authority-data": "%%%" })) } }),
    refused: /certificate-authority-data is not base64/,
  },
  {
    name: "an authority that is a PEM where base64 is wanted",
    given: (w) => ({ files: { config: config(trusted(w, { "certificate-authority-data": w.pem.authority })) } }),
    refused: /certificate-authority-data is not base64/,
  },
  {
    name: "an authority without a certificate",
    given: (w) => ({ files: { config: config(trusted(w, { "certificate-authority-data": base64("hello") })) } }),
    refused: /holds no PEM certificate/,
  },
  {
    name: "base64 in several lines",
    given: (w) => ({
      files: {
        config: config(
          trusted(w, { "certificate-authority-data": base64(w.pem.authority).replaceAll(/(.{76})/g, "$1\n") }),
        ),
      },
    }),
  },
  {
    name: "somebody else's certificate",
    given: (w) => ({ files: { config: config(trusted(w, { server: `https://127.0.0.1:${w.foreign}` })) } }),
    refused: /not signed by the kubeconfig's certificate authority/,
  },
  {
    name: "no authority: the system's are trusted",
    given: (w) => ({ files: { config: config({ server: `https://127.0.0.1:${w.tls}` }) } }),
    refused: /signed by nobody whom this system trusts/,
  },
  {
    name: "certificates are not checked",
    given: (w) => ({
      files: { config: config({ server: `https://127.0.0.1:${w.foreign}`, "insecure-skip-tls-verify": true }) },
    }),
  },
  {
    name: "certificates are not checked, in a word of YAML 1.1",
    given: (w) => ({
      files: {
        config: `current-context: here\ncontexts: [{name: here, context: {cluster: c, user: u}}]\nusers: [{name: u, user: {token: good}}]\nclusters: [{name: c, cluster: {server: "https://127.0.0.1:${w.foreign}", insecure-skip-tls-verify: yes}}]\n`,
      },
    }),
  },
  {
    name: "certificates are not checked, and there is an authority",
    given: (w) => ({ files: { config: config(trusted(w, { "insecure-skip-tls-verify": true })) } }),
    refused: /insecure-skip-tls-verify and a certificate-authority exclude each other/,
  },
];
export default cases;
