import type { Command } from "commander";
import { plainTexts } from "../model/plain-text.ts";
import { type DiagnosisLine, diagnose } from "../setup/diagnosis.ts";
import { defaultKubernetesVersion } from "../setup/images/images.ts";
import { knownKubernetesVersions, nodeImageInputs } from "../setup/images/node-image-inputs.ts";
import { toStdout } from "../terminal/output.ts";
import { colorsOf, terminalOf } from "../terminal/terminal.ts";

interface DoctorOptions {
  readonly kubernetes: string;
  readonly json?: boolean;
}

const examples = `
Changes nothing. Exit codes: 0 runs work here, 2 something that they need is missing.

Examples:
  npm run chaos -- doctor
  npm run chaos -- doctor --json
`;

/** Adds `doctor`: says what is there, what is missing, and what that means. */
export function register(program: Command): void {
  program
    .command("doctor")
    .description("say what this machine has and lacks, and what that means; change nothing")
    .option(
      "--kubernetes <version>",
      `Kubernetes version: ${knownKubernetesVersions().join(", ")}`,
      defaultKubernetesVersion(),
    )
    .option("--json", "print the result as JSON on standard output, nothing else there")
    .addHelpText("after", examples)
    .action(doctor);
}

async function doctor(options: DoctorOptions): Promise<void> {
  const { kubernetes } = nodeImageInputs(options.kubernetes).versions;
  const findings = plainTexts(await diagnose(kubernetes));
  const missing = findings.filter(({ state }) => state === "missing");
  if (options.json)
    toStdout(`${JSON.stringify({ version: 1, ok: missing.length === 0, kubernetes, findings }, null, 2)}\n`);
  else toStdout(table(findings, missing.length));
  if (missing.length > 0) process.exitCode = 2;
}

function table(findings: readonly DiagnosisLine[], missing: number): string {
  const color = colorsOf(terminalOf(process.stdout));
  const marks = {
    ok: color.green("✓ ok     "),
    limited: color.yellow("~ limited"),
    missing: color.red("✗ missing"),
    unknown: color.dim("? unknown"),
  };
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const lines = findings.map(
    ({ subject, state, found, meaning }) => `${marks[state]}  ${subject.padEnd(width)}  ${found} · ${meaning}`,
  );
  const verdict = missing === 0 ? "runs work here" : `${missing} missing: runs do not work here yet`;
  return `${lines.join("\n")}\n\n${verdict}\n`;
}
