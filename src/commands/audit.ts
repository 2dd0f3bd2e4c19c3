import { type Command, Option } from "commander";
import { loadChecks, reaches, severities } from "../audit/audit.ts";
import type { Severity } from "../audit/facts.ts";
import { readFacts } from "../audit/read-facts.ts";
import { type AuditResult, auditResult } from "../audit/result.ts";
import { parseEnvoy, parseHaproxy } from "../cluster/load-balancer-config.ts";
import { readInputFile } from "../host/input-file.ts";
import { choose, reach } from "../kube/reach.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainTexts } from "../model/plain-text.ts";
import type { LoadBalancerSettings } from "../model/settings.ts";
import { toStdout } from "../terminal/output.ts";
import { colorsOf, terminalOf } from "../terminal/terminal.ts";

interface AuditOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly loadBalancer?: string;
  readonly failOn: Severity | "never";
  readonly json?: boolean;
}

/** Far longer than any configuration of a load balancer. */
const mostConfigBytes = 4 * 2 ** 20;

const examples = `
Reads with GET alone and changes nothing; needs no Docker. What it needs to be permitted: docs/audit.md.

Exit codes: 0 nothing as severe as --fail-on, 1 something is, 2 bad usage or the cluster cannot be read.

Examples:
  npm run chaos -- audit
  npm run chaos -- audit --kubeconfig prod.yaml --context prod --fail-on medium --json > audit.json
  npm run chaos -- audit --kubeconfig prod.yaml --load-balancer /etc/haproxy/haproxy.cfg
`;

/** Adds `audit`: what stands against high availability in any cluster, before anything is broken. */
export function register(program: Command): void {
  program
    .command("audit")
    .description(
      "find what stands against high availability in any cluster, without breaking anything; needs no Docker",
    )
    .option("--kubeconfig <file>", "how to reach the cluster (default: $KUBECONFIG, else ~/.kube/config)")
    .option("--context <name>", "a context of the kubeconfig (default: its current one)")
    .option(
      "--load-balancer <file>",
      "configuration of the load balancer before the API servers: Envoy's clusters or haproxy.cfg",
    )
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 from this severity on")
        .choices([...severities, "never"])
        .default("high"),
    )
    .option("--json", "print the result as JSON on standard output, nothing else there (docs/json.md)")
    .addHelpText("after", examples)
    .action(run);
}

async function run(options: AuditOptions): Promise<void> {
  const loadBalancer = options.loadBalancer === undefined ? undefined : readLoadBalancer(options.loadBalancer);
  const reached = await reach(await choose(options), 0);
  try {
    const [facts, checks] = await Promise.all([readFacts(reached, loadBalancer), loadChecks()]);
    const result = auditResult(reached.server.url, facts, checks, options.failOn);
    toStdout(options.json ? `${JSON.stringify(result, null, 2)}\n` : render(plainTexts(result)));
    if (reaches(result.findings, options.failOn)) process.exitCode = 1;
  } finally {
    reached.api.close();
  }
}

function readLoadBalancer(file: string): LoadBalancerSettings {
  let settings: LoadBalancerSettings | undefined;
  try {
    const text = readInputFile(file, { mostBytes: mostConfigBytes });
    settings = (/^resources:/m.test(text) ? parseEnvoy(text) : undefined) ?? parseHaproxy(text);
  } catch (error) {
    throw new UsageError(`--load-balancer ${messageOf(error).split("\n")[0]}`, { cause: error });
  }
  if (settings === undefined)
    throw new UsageError(
      `--load-balancer ${file}: neither Envoy's clusters with health_checks (cds.yaml) nor a haproxy.cfg with option httpchk`,
    );
  return settings;
}

function render({ server, summary, findings, checks }: AuditResult): string {
  const color = colorsOf(terminalOf(process.stdout));
  const marks = { high: color.red("✗ high  "), medium: color.yellow("! medium"), low: color.dim("~ low   ") };
  const { kubernetes, nodes, controlPlanes, pods } = summary;
  const lines = findings.map(({ check, severity, subject, evidence, why, advice, scenario }) =>
    [
      `${marks[severity]}  ${subject}: ${evidence}  [${check}]`,
      `            why: ${why}`,
      `            do:  ${advice}`,
      ...(scenario === undefined ? [] : [`            see: npm run chaos -- ${scenario}`]),
    ].join("\n"),
  );
  const counts = severities
    .map((one) => `${findings.filter(({ severity }) => severity === one).length} ${one}`)
    .join(", ");
  const verdict =
    findings.length === 0
      ? `✓ none of ${checks.length} checks found anything`
      : `${findings.length} findings of ${checks.length} checks: ${counts}`;
  return `\n${server}: Kubernetes ${kubernetes}, ${controlPlanes} control planes of ${nodes} nodes, ${pods} pods\n\n${lines.map((line) => `${line}\n\n`).join("")}${verdict}\n`;
}
