import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../host/command.ts";
import { PlatformError } from "../model/errors.ts";
import { kindEnvironment, reasonOf } from "./kind-command.ts";

/** Where the credentials of the run's cluster are. */
export function kubeconfigOf(folder: string): string {
  return join(folder, "kubeconfig");
}

/** Writes the kubeconfig of an existing cluster into a run's folder. */
export async function exportKubeconfig(kind: string, name: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(kubeconfigOf(folder), "", { mode: 0o600 });
  const result = await run([kind, "export", "kubeconfig", "--name", name, "--kubeconfig", kubeconfigOf(folder)], {
    env: kindEnvironment(name),
    timeoutMs: 60_000,
  });
  if (result.exitCode !== 0)
    throw new PlatformError("kubeconfig", `kind gave no kubeconfig of ${name}: ${reasonOf(result.stderr)}`);
  await chmod(kubeconfigOf(folder), 0o600);
}
