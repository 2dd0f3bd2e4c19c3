import type { Command } from "commander";
import { acceptancesOf } from "../command-line/accept-option.ts";
import { Engine } from "../host/engine.ts";
import { choose, reach } from "../kube/reach.ts";
import { UsageError } from "../model/errors.ts";
import { severities, upgradeChecks } from "../preflight/preflight.ts";
import { readUpgradeFacts } from "../preflight/read/read-facts.ts";
import { exitCodeOf, preflightResult } from "../preflight/result.ts";
import { describePreflight } from "../preflight/text.ts";
import { chooseImages } from "../setup/versions/image-choice.ts";
import { toStdout } from "../terminal/output.ts";
import { colorsOf, terminalOf } from "../terminal/terminal.ts";

interface PreflightOptions {
  readonly to?: string;
  readonly image?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly accept?: string;
  readonly docker: boolean;
  readonly json?: boolean;
}

const examples = `
Reads with GET alone and changes nothing. Of a kind cluster whose containers this Docker engine has, it reads etcd, certificates and
static pods, too, and asks the programs of the new version's own node image what they take. What is read: docs/preflight.md.

Exit codes: 0 nothing stops it, 1 something does, 2 bad usage or the cluster cannot be read, 3 something could not be read that
--accept does not speak of.

Examples:
  npx kind-chaos preflight --to 1.37
  npx kind-chaos preflight --to 1.37 --kubeconfig prod.yaml --context prod --json > preflight.json
  npx kind-chaos preflight --to 1.37 --accept findings.yaml
`;

/** Adds `preflight`: what would stop an upgrade of any cluster, or be lost by it, before its first step. */
export function register(program: Command): void {
  program
    .command("preflight")
    .description("find what would stop an upgrade of any cluster, or be lost by it, before its first step; only reads")
    .option("--to <version>", "the version of Kubernetes that it is to have: 1.37, 1.37.0")
    .option("--image <name>", "its node image, of a kind cluster (default: the version's own)")
    .option("--kubeconfig <file>", "how to reach the cluster (default: $KUBECONFIG, else ~/.kube/config)")
    .option("--context <name>", "a context of the kubeconfig (default: its current one)")
    .option("--accept <file>", "findings that are lived with, with reasons and end dates, YAML (docs/preflight.md)")
    .option("--no-docker", "do not look into containers of a kind cluster, and start none")
    .option("--json", "print the result as JSON on standard output, nothing else there (docs/json.md)")
    .addHelpText("after", examples)
    .action(run);
}

async function run(options: PreflightOptions): Promise<void> {
  if (options.to === undefined) throw new UsageError("preflight: to which version? Name it, for example --to 1.37");
  const chosen = chooseImages({ kubernetes: options.to, image: options.image });
  const names = upgradeChecks.map(({ name }) => name);
  const acceptances = acceptancesOf(options.accept, names, severities);
  const reached = await reach(await choose(options), 0);
  try {
    const facts = await readUpgradeFacts(reached, chosen, options.docker ? new Engine().containers : undefined);
    const result = preflightResult(reached.server.url, facts, acceptances);
    const terminal = terminalOf(process.stdout);
    const text = () => describePreflight(result, colorsOf(terminal), terminal.width);
    toStdout(options.json ? `${JSON.stringify(result, null, 2)}\n` : text());
    process.exitCode = exitCodeOf(result);
  } finally {
    reached.api.close();
  }
}
