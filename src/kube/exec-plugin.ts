import { UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { ExecEntry, UserEntry } from "./kubeconfig-entries.ts";
import { type Placed, pathBeside } from "./merged-kubeconfig.ts";

const versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];
const modes = ["Never", "IfAvailable", "Always"];

/** A command that gives credentials, checked. */
export interface ExecPlugin {
  /** What is run: a path, or a name that is looked for in PATH. */
  readonly command: string;
  readonly apiVersion: string;
  readonly args: readonly string[];
  /** What it is given beside the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** It is told of the cluster that the credentials are for. */
  readonly provideClusterInfo: boolean;
  readonly installHint: string | undefined;
}

/** Checks a user's command as kubectl does before anything is run; throws UsageError. */
export function pluginOf(user: Placed<UserEntry>, exec: ExecEntry, where: string): ExecPlugin {
  const { command, apiVersion, env, interactiveMode } = exec;
  if (command === undefined)
    throw new UsageError(`${where}: its exec has no command: name the program that gives credentials`);
  const name = plainText(`exec plugin ${command}`);
  if (apiVersion === undefined) throw new UsageError(`${where}: ${name} has no apiVersion: write ${versions[0]}`);
  if (!versions.includes(apiVersion))
    throw new UsageError(`${where}: ${name}: apiVersion ${plainText(apiVersion)} is not supported: v1 or v1beta1 is`);
  if (env.some((each) => each.name === undefined))
    throw new UsageError(`${where}: ${name}: one of its env has no name`);
  const mode = interactiveMode ?? (apiVersion === versions[0] ? undefined : "IfAvailable");
  if (mode === undefined || !modes.includes(mode))
    throw new UsageError(
      `${where}: ${name}: interactiveMode ${mode === undefined ? "is missing" : plainText(mode)}: write ${modes.join(", ")}`,
    );
  if (mode === "Always")
    throw new UsageError(
      `${where}: ${name} wants to ask a person (interactiveMode Always): log in first, or use a token`,
    );
  return {
    // What has a slash is no name for PATH, but a file beside the kubeconfig.
    command: command.includes("/") ? pathBeside(user, command) : command,
    apiVersion,
    args: exec.args,
    env: Object.fromEntries(env.map((each) => [each.name ?? "", each.value ?? ""])),
    provideClusterInfo: exec.provideClusterInfo,
    installHint: exec.installHint,
  };
}
