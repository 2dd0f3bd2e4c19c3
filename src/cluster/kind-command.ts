import { secretRemover } from "../model/secrets.ts";

/**
 * What kind reads from its environment: the cluster's own network, and no proxy of the shell's, which it would put into
 * every node.
 */
export function kindEnvironment(network: string): Record<string, string | undefined> {
  const none = Object.fromEntries(
    ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"].map((name) => [name, undefined]),
  );
  return { ...none, KIND_EXPERIMENTAL_DOCKER_NETWORK: network, KIND_EXPERIMENTAL_PROVIDER: "docker" };
}

/**
 * The line of kind's output that says what was wrong: Docker's own word where it gave one, since kind only repeats the
 * command.
 */
export function reasonOf(stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const first = (pattern: RegExp) => lines.find((line) => pattern.test(line));
  const reason =
    first(/Error response from daemon/) ?? first(/^(ERROR|error|Error response)/) ?? lines.at(-1) ?? "no reason given";
  return secretRemover()(reason) ?? "";
}
