import { accessSync, constants, existsSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { type CommandResult, run } from "../host/command.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { ExecPlugin } from "./exec-plugin.ts";
import type { KubeServer } from "./kube-server.ts";
import type { ShownIdentity } from "./shown-identity.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** A plugin may ask a server of its own, but it cannot ask a person: nobody sits there. */
const timeoutMs = 60_000;

const given = z
  .string()
  .nullish()
  .transform((value) => value || undefined);
const credentialSchema = z.looseObject({
  kind: z.literal("ExecCredential").optional(),
  apiVersion: z.string(),
  status: z.looseObject({
    token: given,
    clientCertificateData: given,
    clientKeyData: given,
    expirationTimestamp: z.iso.datetime({ offset: true }).nullish(),
  }),
});
type Given = Pick<ShownIdentity, "cert" | "key" | "bearer" | "validMs">;

/**
 * Runs a kubeconfig's command for credentials as client-go does (plugin/pkg/client/auth/exec): its own environment with
 * KUBERNETES_EXEC_INFO, nothing on its standard input. The client library's own way to run it has none of these, no
 * time limit, and does not tell when a credential ends. Throws UsageError with the command and its last words.
 */
export async function runExecPlugin(plugin: ExecPlugin, server: KubeServer): Promise<Given> {
  const { command } = plugin;
  const name = plainText(`exec plugin ${command}`);
  if (command.includes("/")) mustBeRunnable(plugin);
  const result = await run([command, ...plugin.args], {
    timeoutMs,
    env: { ...plugin.env, KUBERNETES_EXEC_INFO: JSON.stringify(execInfo(plugin, server)) },
  }).catch((error: unknown): CommandResult => {
    if ((error as { code?: string }).code === "command-missing") throw missing(plugin);
    // The error names the arguments, and they may hold a secret.
    throw new UsageError(`${name}: ${withoutSecrets(messageOf(error), secretsOf(plugin, ""))}`);
  });
  if (result.exitCode !== 0) {
    // Its standard output is for credentials: not a word of it is printed.
    const last = result.stderr.trim().split("\n").at(-1) ?? "";
    const words = withoutSecrets(last, secretsOf(plugin, result.stdout)) || "it did not say why";
    throw new UsageError(`${name} ended with ${result.exitCode}: ${words}`);
  }
  return readCredential(name, plugin.apiVersion, result.stdout);
}

function readCredential(name: string, apiVersion: string, output: string): Given {
  const parsed = credentialSchema.safeParse(parseOutput(output));
  if (!parsed.success) throw new UsageError(`${name} did not print an ExecCredential with a status`);
  const { status } = parsed.data;
  if (parsed.data.apiVersion !== apiVersion)
    throw new UsageError(`${name} answered in ${plainText(parsed.data.apiVersion)}, asked for ${apiVersion}`);
  const { token: bearer, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = status;
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError(`${name} gave a ${cert === undefined ? "key" : "certificate"} alone: both are needed`);
  if (bearer === undefined && cert === undefined)
    throw new UsageError(`${name} gave neither a token nor a certificate with its key`);
  return {
    ...(bearer === undefined ? {} : { bearer }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
    ...(expirationTimestamp ? { validMs: Date.parse(expirationTimestamp) - Date.now() } : {}),
  };
}

function execInfo(plugin: ExecPlugin, server: KubeServer): object {
  return {
    kind: "ExecCredential",
    apiVersion: plugin.apiVersion,
    spec: { interactive: false, ...(plugin.provideClusterInfo ? { cluster: server.forPlugins } : {}) },
  };
}

/** Texts that a message of a plugin may repeat: what it was given, and what it gave. */
function secretsOf({ args, env }: ExecPlugin, output: string): string[] {
  const status = (parseOutput(output) as { status?: Record<string, unknown> } | undefined)?.status ?? {};
  const printed = Object.values(status).filter((value) => typeof value === "string");
  const told = Object.entries(env).filter(([name]) => /token|secret|pass|key|credential|auth/i.test(name));
  return [...told.map(([, value]) => value), ...args.filter((arg) => arg.length > 20), ...printed, output.trim()];
}

function missing({ command, installHint }: ExecPlugin): UsageError {
  const hint = installHint?.trim().split("\n")[0];
  return new UsageError(
    plainText(`exec plugin ${command} is not there: install it${hint === undefined ? "" : ` (${hint})`}`),
  );
}

function mustBeRunnable(plugin: ExecPlugin): void {
  if (!existsSync(plugin.command)) throw missing(plugin);
  try {
    accessSync(plugin.command, constants.X_OK);
  } catch (error) {
    throw new UsageError(plainText(`exec plugin ${plugin.command} cannot be run: ${messageOf(error)}: chmod +x it`));
  }
}

function parseOutput(output: string): unknown {
  try {
    // Kubernetes reads YAML where JSON is written, and so does kubectl here.
    return parse(output);
  } catch {
    return undefined; // The schema's message says what is missing.
  }
}
