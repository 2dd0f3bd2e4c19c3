import { base64 } from "../../../support/api-double.ts";
import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";
import type { World } from "../world.ts";

const user =
  (of: (world: World) => object, files: Record<string, string> = {}) =>
  (world: World) => ({
    files: { config: config(trusted(world), of(world)), ...files },
  });

/** How a user shows who it is. */
const cases: readonly KubeconfigCase[] = [
  { name: "a client certificate", given: user((w) => w.jane) },
  { name: "a client certificate and a token", given: user((w) => ({ ...w.jane, token: "good" })) },
  {
    name: "a client certificate and a name with a password",
    given: user((w) => ({ ...w.jane, username: "u", password: "p" })),
  },
  {
    name: "a token file beside a token",
    given: user(() => ({ token: "inline", tokenFile: "t" }), { t: "of-a-file\n" }),
  },
  { name: "a token file that is gone beside a token", given: user(() => ({ token: "inline", tokenFile: "gone" })) },
  {
    name: "a token file that is gone",
    given: user(() => ({ tokenFile: "gone" })),
    refused: /user u: the token file .*gone cannot be read: ENOENT/,
  },
  {
    name: "an empty token file",
    given: user(() => ({ tokenFile: "t" }), { t: "\n" }),
    refused: /the token file .* it is empty/,
  },
  { name: "a name and a password", given: user(() => ({ username: "jane", password: "p:w d" })) },
  { name: "a name alone", given: user(() => ({ username: "jane" })) },
  { name: "a name of another alphabet", given: user(() => ({ username: "jané", password: "пароль" })) },
  {
    name: "a token and a name",
    given: user(() => ({ token: "good", username: "jane" })),
    refused: /a token and a username or password/,
  },
  { name: "nothing", given: user(() => ({})), refused: /user u: shows nobody.*certificate, a token or exec/ },
  {
    name: "a token that is refused",
    given: user(() => ({ token: "refused" })),
    refused: /does not take these credentials \(401/,
  },
  { name: "a token with a line end", given: user(() => ({ token: "a\nb" })), refused: /token holds a line end/ },
  {
    name: "a certificate without its key",
    given: user((w) => ({ ...w.jane, "client-key-data": "" })),
    refused: /has a client-certificate alone/,
  },
  {
    name: "a key without its certificate",
    given: user((w) => ({ ...w.jane, "client-certificate-data": "", token: "good" })),
  },
  {
    name: "a certificate as data and as a file",
    given: user((w) => ({ ...w.jane, "client-certificate": "c.crt" })),
    refused: /client-certificate and client-certificate-data/,
  },
  {
    name: "a certificate that is none",
    given: user(() => ({ "client-certificate-data": base64("x"), "client-key-data": base64("y") })),
    refused: /client certificate and its key cannot be used/,
  },
  {
    name: "an authority in place of a certificate's key",
    given: user((w) => ({ ...w.jane, "client-key-data": w.old["client-key-data"] })),
    refused: /client certificate and its key cannot be used/,
  },
  {
    name: "a certificate that has expired",
    given: user((w) => w.old),
    departs: "its client certificate expired on .*: renew it",
  },
];
export default cases;
