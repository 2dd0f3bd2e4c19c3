import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { type CommandResult, run } from "../host/command.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { KubeServer } from "./kubeconfig.ts";
import type { ExecPlugin } from "./kubeconfig-file.ts";
import type { ShownIdentity } from "./shown-identity.ts";

/** A plugin may ask a server of its own, but it cannot ask a person: nobody sits there. */
const timeoutMs = 60_000;

const credentialSchema = z.looseObject({
  kind: z.literal("ExecCredential"),
  apiVersion: z.string(),
  status: z.looseObject({
    token: z.string().min(1).optional(),
    clientCertificateData: z.string().min(1).optional(),
    clientKeyData: z.string().min(1).optional(),
    expirationTimestamp: z.iso.datetime({ offset: true }).nullish(),
  }),
});

/**
 * Runs a kubeconfig's command for credentials as client-go does (plugin/pkg/client/auth/exec): its own environment with
 * KUBERNETES_EXEC_INFO, a command with a slash relative to the kubeconfig. Throws UsageError with the command and its
 * last words.
 */
export async function runExecPlugin(plugin: ExecPlugin, folder: string, server: KubeServer): Promise<ShownIdentity> {
  const { command, apiVersion } = plugin;
  if (!/^client\.authentication\.k8s\.io\/v1(beta1)?$/.test(apiVersion))
    throw new UsageError(`exec plugin ${command}: apiVersion ${apiVersion} is not supported: v1 or v1beta1 is`);
  if (plugin.interactiveMode === "Always")
    throw new UsageError(
      `exec plugin ${command} wants to ask a person (interactiveMode Always): log in first, or use a token`,
    );
  const file = command.includes("/") && !isAbsolute(command) ? resolve(folder, command) : command;
  if (file.includes("/") && !existsSync(file)) throw missing(plugin, file);
  const result = await run([file, ...(plugin.args ?? [])], {
    timeoutMs,
    env: { ...environment(plugin), KUBERNETES_EXEC_INFO: JSON.stringify(execInfo(plugin, server)) },
  }).catch((error: unknown): CommandResult => {
    if ((error as { code?: string }).code === "command-missing") throw missing(plugin, file);
    throw new UsageError(`exec plugin: ${messageOf(error)}`);
  });
  if (result.exitCode !== 0) {
    const last = (result.stderr.trim() || result.stdout.trim()).split("\n").at(-1) ?? "";
    throw new UsageError(`exec plugin ${command} ended with ${result.exitCode}: ${last}`);
  }
  return readCredential(command, apiVersion, result.stdout);
}

function readCredential(command: string, apiVersion: string, output: string): ShownIdentity {
  const parsed = credentialSchema.safeParse(parseJson(output));
  if (!parsed.success) throw new UsageError(`exec plugin ${command} did not print an ExecCredential with a status`);
  const { status } = parsed.data;
  if (parsed.data.apiVersion !== apiVersion)
    throw new UsageError(`exec plugin ${command} answered in ${parsed.data.apiVersion}, asked for ${apiVersion}`);
  const { token, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = status;
  if (token === undefined && (cert === undefined || key === undefined))
    throw new UsageError(`exec plugin ${command} gave neither a token nor a certificate with its key`);
  return {
    ...(token === undefined ? {} : { token }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
    ...(expirationTimestamp ? { validMs: Date.parse(expirationTimestamp) - Date.now() } : {}),
  };
}

function execInfo(plugin: ExecPlugin, server: KubeServer): object {
  const ca = typeof server.ca === "string" ? Buffer.from(server.ca).toString("base64") : undefined;
  const cluster = {
    server: server.url,
    "tls-server-name": server.serverName,
    "insecure-skip-tls-verify": server.insecure,
    ...(server.ownCa ? { "certificate-authority-data": ca } : {}),
  };
  return {
    kind: "ExecCredential",
    apiVersion: plugin.apiVersion,
    spec: { interactive: false, ...(plugin.provideClusterInfo === true ? { cluster } : {}) },
  };
}

function environment(plugin: ExecPlugin): Record<string, string> {
  return Object.fromEntries((plugin.env ?? []).map(({ name, value }) => [name, value]));
}

function missing(plugin: ExecPlugin, file: string): UsageError {
  const hint = plugin.installHint?.trim().split("\n")[0];
  return new UsageError(`exec plugin ${file} is not there: install it${hint === undefined ? "" : ` (${hint})`}`);
}

function parseJson(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined; // The schema's message says what is missing.
  }
}
