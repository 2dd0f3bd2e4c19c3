import type { Command } from "commander";
import { loadChecks } from "../audit/audit.ts";
import type { ClusterFacts } from "../audit/facts.ts";
import { fails, parseFailOn } from "../audit/fail-on.ts";
import { kindCluster, readContainers, type Seen } from "../audit/kind/read-containers.ts";
import type { BalancerFormat } from "../audit/load-balancer.ts";
import { loadFormats, readBalancers } from "../audit/load-balancer-file.ts";
import { readFacts } from "../audit/read-facts.ts";
import { auditResult } from "../audit/result.ts";
import { sarifOf } from "../audit/sarif.ts";
import { describeAudit } from "../audit/text.ts";
import { acceptancesOf } from "../command-line/accept-option.ts";
import { Engine } from "../host/engine.ts";
import { readInputFile } from "../host/input-file.ts";
import { replaceFile } from "../host/output-file.ts";
import { choose, reach } from "../kube/reach.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainTexts } from "../model/plain-text.ts";
import { harnessVersion } from "../run/provenance.ts";
import { toStdout } from "../terminal/output.ts";
import { colorsOf, terminalOf } from "../terminal/terminal.ts";

interface AuditOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly loadBalancer?: string;
  readonly exclude: readonly string[];
  readonly accept?: string;
  readonly failOn: string;
  readonly sarif?: string;
  readonly docker: boolean;
  readonly json?: boolean;
}

/** Far longer than any configuration of a load balancer. */
const mostBytes = 4 * 2 ** 20;

const examples = `
Reads with GET alone and changes nothing; needs no Docker. What it needs to be permitted: docs/audit.md. Of a kind cluster whose
containers this Docker engine has, it reads its load balancer, certificates and etcd, too.

Exit codes: 0 nothing that --fail-on speaks of, 1 something is, 2 bad usage or the cluster cannot be read.

Examples:
  npx kind-chaos audit
  npx kind-chaos audit --kubeconfig prod.yaml --context prod --fail-on medium --json > audit.json
  npx kind-chaos audit --kubeconfig prod.yaml --load-balancer /etc/haproxy/haproxy.cfg
  npx kind-chaos audit --kubeconfig prod.yaml --exclude provider --accept findings.yaml --sarif audit.sarif
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
      "configuration of the load balancer before the API servers: HAProxy's, Envoy's or nginx'",
    )
    .option(
      "--exclude <what>",
      "leave out: provider, system, a namespace (openshift-*) or namespace/name; again for more",
      (word: string, words: readonly string[]) => [...words, word],
      [] as readonly string[],
    )
    .option("--accept <file>", "findings that are lived with, with reasons and end dates, YAML (docs/audit.md)")
    .option(
      "--fail-on <severity>",
      "exit with 1 from this severity on: high, medium, low or never; or how many of each there may be: high=0,medium=5",
      "high",
    )
    .option("--sarif <file>", "write the result in SARIF 2.1.0, too, as code hosts show it")
    .option("--no-docker", "do not look into containers of a kind cluster")
    .option("--json", "print the result as JSON on standard output, nothing else there (docs/json.md)")
    .addHelpText("after", examples)
    .action(run);
}

async function run(options: AuditOptions): Promise<void> {
  const [checks, formats] = await Promise.all([loadChecks(), loadFormats()]);
  const failOn = parseFailOn(options.failOn);
  const names = checks.map(({ name }) => name);
  const acceptances = acceptancesOf(options.accept, names);
  const given = options.loadBalancer === undefined ? [] : balancersOf(options.loadBalancer, formats);
  const reached = await reach(await choose(options), 0);
  try {
    const read = await readFacts(reached, given);
    const { facts, notes } = await seenIn(read, formats, options.docker);
    const known = { ...read, ...facts, certificates: [...read.certificates, ...(facts.certificates ?? [])] };
    // What a person says is the load balancer counts, and not what stands beside.
    const wishes = { failOn: failOn.words, exclude: options.exclude, acceptances };
    const whole: ClusterFacts = given.length > 0 ? { ...known, loadBalancers: given } : known;
    const result = auditResult(reached.server.url, whole, checks, wishes, notes);
    if (options.sarif !== undefined)
      replaceFile(options.sarif, `${JSON.stringify(sarifOf(plainTexts(result), checks, harnessVersion()), null, 2)}\n`);
    const terminal = terminalOf(process.stdout);
    const text = () => describeAudit(plainTexts(result), colorsOf(terminal), terminal.width);
    toStdout(options.json ? `${JSON.stringify(result, null, 2)}\n` : text());
    if (fails(result.findings, failOn)) process.exitCode = 1;
  } finally {
    reached.api.close();
  }
}

async function seenIn(facts: ClusterFacts, formats: readonly BalancerFormat[], docker: boolean): Promise<Seen> {
  const cluster = kindCluster(facts);
  if (cluster === undefined || !docker) return { facts: {}, notes: [] };
  return readContainers(new Engine().containers, cluster, facts, formats);
}

function balancersOf(file: string, formats: readonly BalancerFormat[]) {
  try {
    return readBalancers(textOf("--load-balancer", file), file, formats);
  } catch (error) {
    throw new UsageError(`--load-balancer ${messageOf(error).replace(/^--load-balancer /, "")}`, { cause: error });
  }
}

function textOf(option: string, file: string): string {
  try {
    return readInputFile(file, { mostBytes });
  } catch (error) {
    throw new UsageError(`${option} ${messageOf(error).split("\n")[0]}`, { cause: error });
  }
}
