import type { Engine } from "../../../src/host/engine.ts";

/** Runs a constant script in a container, with words of its own; returns what it wrote, throws where it ends otherwise. */
export async function inNode(
  engine: Engine,
  node: string,
  script: string,
  ...words: readonly string[]
): Promise<string> {
  const { exitCode, stdout, stderr } = await engine.exec(node, ["sh", "-c", script, "sabotage", ...words], 120_000);
  if (exitCode !== 0) throw new Error(`${node}: exit code ${exitCode}: ${stderr || stdout}`);
  return stdout;
}

/** kubectl as the cluster's administrator, on its first control plane; `input` is its standard input. */
export function kubectl(engine: Engine, cluster: string, words: readonly string[], input = ""): Promise<string> {
  const script = 'input=$1; shift; printf %s "$input" | kubectl --kubeconfig /etc/kubernetes/admin.conf "$@"';
  return inNode(engine, `${cluster}-control-plane`, script, input, ...words);
}
