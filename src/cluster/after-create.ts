import { createHash } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "../host/command.ts";
import { readInputBytes } from "../host/input-file.ts";
import type { AfterCreate } from "../model/cluster.ts";
import { PlatformError, UsageError } from "../model/errors.ts";
import { secretRemover } from "../model/secrets.ts";
import { kubeconfigOf } from "./cluster-folder.ts";

/** How long a script may take, milliseconds: images are pulled and operators become ready in it. */
const timeoutMs = 900_000;

/** Far longer than any script. */
const mostBytes = 2 ** 20;

/** For which cluster a script is run, and where its output goes. */
export interface AfterCreateRequest {
  readonly name: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  note(text: string): void;
}

/** A script that a person names, with its digest; throws UsageError where it cannot be run. */
export function readAfterCreate(file: string): AfterCreate {
  const script = resolve(file);
  const bytes = readInputBytes(script, { mostBytes });
  try {
    accessSync(script, constants.X_OK);
  } catch (cause) {
    throw new UsageError(`--after-create ${file}: is not executable: chmod +x ${file}`, { cause });
  }
  return { script, sha256: digestOf(bytes) };
}

/**
 * Runs a script on a cluster that stands, from the folder of now: its argument and KIND_CLUSTER_NAME are the cluster's
 * name, KUBECONFIG its administrator's; all that it prints is in after-create.log of the run's folder. Throws
 * PlatformError "after-create" where it does not end with 0.
 */
export async function runAfterCreate({ script, sha256 }: AfterCreate, request: AfterCreateRequest): Promise<void> {
  const { name, folder, signal } = request;
  if (digestOf(readInputBytes(script, { mostBytes })) !== sha256)
    throw new PlatformError("after-create", `${script} was changed since it was planned`);
  request.note(`--after-create ${script} (sha256 ${sha256}) is run on ${name}`);
  const logFile = join(folder, "after-create.log");
  const env = { KUBECONFIG: kubeconfigOf(name), KIND_CLUSTER_NAME: name, KIND_EXPERIMENTAL_PROVIDER: "docker" };
  const result = await run([script, name], { env, logFile, timeoutMs, group: true, signal });
  if (result.exitCode === 0) return;
  const said = (result.stderr.trim() || result.stdout.trim()).split("\n").at(-1) ?? "";
  const last = secretRemover()(said) ?? "";
  throw new PlatformError(
    "after-create",
    `${script} of --after-create ended with ${result.exitCode}: ${last || "it said nothing"} (log: ${logFile})`,
  );
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
