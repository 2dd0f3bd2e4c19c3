import { beta, exec, giving, token, version } from "../exec-plugin.ts";
import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";

/** What commands give, or say instead. */
const cases: readonly KubeconfigCase[] = [
  {
    name: "a certificate",
    given: (w) => exec({}, giving({ clientCertificateData: w.pem.client.cert, clientKeyData: w.pem.client.key }))(w),
  },
  {
    name: "a certificate and a token",
    given: (w) =>
      exec(
        {},
        giving({ clientCertificateData: w.pem.client.cert, clientKeyData: w.pem.client.key, token: "given" }),
      )(w),
  },
  {
    name: "a certificate that has expired",
    given: (w) => exec({}, giving({ clientCertificateData: w.pem.expired.cert, clientKeyData: w.pem.expired.key }))(w),
    departs: "gave expired on .*: renew it",
  },
  {
    name: "a certificate without its key",
    given: (w) => exec({}, giving({ clientCertificateData: w.pem.client.cert }))(w),
    refused: /gave a certificate alone/,
  },
  {
    name: "a token that has ended by what it says",
    given: exec({}, giving({ token: "given", expirationTimestamp: "2001-01-01T00:00:00Z" })),
  },
  {
    name: "an end that is no time",
    given: exec({}, giving({ token: "given", expirationTimestamp: "soon" })),
    refused: /did not print an ExecCredential/,
  },
  { name: "nothing given", given: exec({}, giving({})), refused: /gave neither a token nor a certificate/ },
  {
    name: "no status",
    given: exec({}, `#!/bin/sh\necho '{"apiVersion":"${version}","kind":"ExecCredential"}'\n`),
    refused: /did not print an ExecCredential with a status/,
  },
  { name: "no JSON", given: exec({}, "#!/bin/sh\necho hello\n"), refused: /did not print an ExecCredential/ },
  {
    name: "an answer of another version",
    given: exec({}, giving({ token: "given" }, beta)),
    refused: /answered in .*v1beta1, asked for .*v1/,
  },
  {
    name: "it fails, and says why",
    given: exec({}, "#!/bin/sh\necho 'log in first' >&2\nexit 3\n"),
    refused: /ended with 3: log in first/,
  },
  {
    name: "it fails and says secrets and control characters",
    given: exec(
      { env: [{ name: "MY_TOKEN", value: "hunter2" }] },
      `#!/bin/sh\n${token.split("\n")[1]}\nprintf '\\033[2Jno, given with hunter2 Bearer abc is over\\007\\n' >&2\nexit 1\n`,
    ),
    refused: /^(?!.*(hunter2|given |abc)).*ended with 1: .*no, \*\*\*/,
  },
  {
    name: "it is not there",
    given: exec({ command: "no-such-plugin", installHint: "get it\nfrom there" }),
    refused: /exec plugin no-such-plugin is not there: install it \(get it\)/,
  },
  {
    name: "it is not there, beside the kubeconfig",
    given: exec({ command: "./gone" }),
    refused: /exec plugin .*\/gone is not there: install it/,
  },
  {
    name: "it cannot be run",
    given: (w) => ({ files: { ...exec({ command: "./give" })(w).files, give: token } }),
    refused: /exec plugin .*\/give.*EACCES/,
  },
  {
    name: "it is not asked for somebody who shows a token",
    given: (w) => ({
      files: {
        config: config(trusted(w), {
          token: "good",
          exec: { apiVersion: version, command: "./gone", interactiveMode: "Never" },
        }),
      },
    }),
  },
  {
    name: "it is not asked for somebody who shows a certificate",
    given: (w) => ({
      files: {
        config: config(trusted(w), {
          ...w.jane,
          exec: { apiVersion: version, command: "./gone", interactiveMode: "Never" },
        }),
      },
    }),
  },
  {
    name: "beside a provider",
    given: (w) => ({
      files: {
        config: config(trusted(w), {
          "auth-provider": { name: "oidc" },
          exec: { apiVersion: version, command: "./gone", interactiveMode: "Never" },
        }),
      },
    }),
    refused: /has exec and auth-provider/,
  },
];
export default cases;
