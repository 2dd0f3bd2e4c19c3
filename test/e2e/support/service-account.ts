import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Engine } from "../../../src/host/engine.ts";

/** `kubectl wait` may take its time, milliseconds. */
const longestMs = 150_000;

/** kubectl on a control plane, as the cluster's administrator; throws with what it said where it fails. */
export async function kubectl(engine: Engine, node: string, ...argv: readonly string[]): Promise<string> {
  const command = ["kubectl", "--kubeconfig", "/etc/kubernetes/admin.conf", ...argv];
  const { exitCode, stdout, stderr } = await engine.exec(node, command, longestMs);
  if (exitCode !== 0) throw new Error(`kubectl ${argv.join(" ")}: ${stderr}`);
  return stdout.trim();
}

/** Applies a file of ours to the cluster. */
export async function applyFile(engine: Engine, node: string, file: string): Promise<void> {
  const text = readFileSync(file).toString("base64");
  const applied = `echo ${text} | base64 -d | kubectl --kubeconfig /etc/kubernetes/admin.conf apply -f -`;
  const { exitCode, stderr } = await engine.exec(node, ["sh", "-c", applied]);
  if (exitCode !== 0) throw new Error(`${file}: ${stderr}`);
}

/** A copy of a kubeconfig with a token in the place of its user's certificate, outside of every run's folder. */
export function withToken(kubeconfig: string, token: string): string {
  const config: { users: { user: object }[] } = parse(readFileSync(kubeconfig, "utf8"));
  for (const each of config.users) each.user = { token };
  const file = join(mkdtempSync(join(tmpdir(), "kind-chaos-token-")), "kubeconfig");
  writeFileSync(file, stringify(config), { mode: 0o600 });
  return file;
}
