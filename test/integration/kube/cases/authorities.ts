import { base64 } from "../../../support/api-double.ts";
import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";

/** How a server is recognised. */
const cases: readonly KubeconfigCase[] = [
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
