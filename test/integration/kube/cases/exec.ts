import { beta, exec, giving, version } from "../exec-plugin.ts";
import type { KubeconfigCase } from "../kubeconfig-case.ts";

/** Prints the token "told-" with what it was told, as far as letters and digits go. */
const telling = (of: string) =>
  `#!/bin/sh\nt=$(printf '%s' "${of}" | tr -cd 'A-Za-z0-9')\necho '{"apiVersion":"${version}","kind":"ExecCredential","status":{"token":"told-'$t'"}}'\n`;

/** Commands that give credentials, and how they are run. */
const cases: readonly KubeconfigCase[] = [
  { name: "a token, of a command beside the kubeconfig", given: exec({}) },
  {
    name: "v1beta1, which may leave out interactiveMode",
    given: exec({ apiVersion: beta, interactiveMode: "" }, giving({ token: "given" }, beta)),
  },
  {
    name: "v1alpha1",
    given: exec({ apiVersion: "client.authentication.k8s.io/v1alpha1" }),
    refused: /apiVersion client\.authentication\.k8s\.io\/v1alpha1 is not supported/,
  },
  { name: "no apiVersion", given: exec({ apiVersion: "" }), refused: /has no apiVersion: write client/ },
  { name: "no command", given: exec({ command: "" }), refused: /its exec has no command/ },
  {
    name: "no interactiveMode with v1",
    given: exec({ interactiveMode: "" }),
    refused: /interactiveMode is missing: write Never/,
  },
  {
    name: "an interactiveMode that is none",
    given: exec({ interactiveMode: "Sometimes" }),
    refused: /interactiveMode Sometimes: write Never/,
  },
  { name: "interactiveMode IfAvailable", given: exec({ interactiveMode: "IfAvailable" }) },
  {
    name: "interactiveMode Always where nobody sits",
    given: exec({ interactiveMode: "Always" }),
    refused: /wants to ask a person/,
  },
  {
    name: "arguments and an environment",
    given: exec({ args: ["a", "b c"], env: [{ name: "HINT", value: "x" }] }, telling("$1-$2-$HINT-$#")),
  },
  { name: "what it is told", given: exec({}, telling("$KUBERNETES_EXEC_INFO")) },
  {
    name: "what it is told of the cluster",
    given: exec(
      { provideClusterInfo: true },
      telling(`$(printf '%s' "$KUBERNETES_EXEC_INFO" | tr '{,}' '\\n' | sort)`),
      {
        "tls-server-name": "localhost",
        extensions: [{ name: "client.authentication.k8s.io/exec", extension: { audience: "a" } }],
      },
    ),
  },
  { name: "nothing on its standard input", given: exec({ interactiveMode: "IfAvailable" }, telling("$(cat)")) },
  {
    name: "an environment without a name",
    given: exec({ env: [{ name: "", value: "x" }] }),
    refused: /one of its env has no name/,
  },
];
export default cases;
