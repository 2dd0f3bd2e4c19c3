import type { Command } from "commander";
import { addImageOptions } from "../command-line/image-options.ts";
import { plainTexts } from "../model/plain-text.ts";
import { diagnose } from "../setup/diagnosis.ts";
import type { DiagnosisLine } from "../setup/diagnosis-line.ts";
import { chooseImages, type ImageChoice } from "../setup/versions/image-choice.ts";
import { wrap } from "../terminal/layout.ts";
import { toStdout } from "../terminal/output.ts";
import { colorsOf, terminalOf } from "../terminal/terminal.ts";

interface DoctorOptions extends ImageChoice {
  readonly json?: boolean;
}

const examples = `
Changes nothing. Exit codes: 0 runs work here, 2 something that they need is missing.

Examples:
  npx kind-chaos doctor
  npx kind-chaos doctor --json
`;

/** Adds `doctor`: says what is there, what is missing, and what that means. */
export function register(program: Command): void {
  addImageOptions(program.command("doctor"))
    .description("say what this machine has and lacks, and what that means; change nothing")
    .option("--json", "print the result as JSON on standard output, nothing else there")
    .addHelpText("after", examples)
    .action(doctor);
}

async function doctor(options: DoctorOptions): Promise<void> {
  const chosen = chooseImages(options);
  const { kubernetes } = chosen;
  const findings = plainTexts(await diagnose(chosen));
  const missing = findings.filter(({ state }) => state === "missing");
  if (options.json)
    toStdout(`${JSON.stringify({ version: 1, ok: missing.length === 0, kubernetes, findings }, null, 2)}\n`);
  else toStdout(table(findings, missing.length));
  if (missing.length > 0) process.exitCode = 2;
}

function table(findings: readonly DiagnosisLine[], missing: number): string {
  const terminal = terminalOf(process.stdout);
  const color = colorsOf(terminal);
  const marks = {
    ok: color.green("✓ ok     "),
    limited: color.yellow("~ limited"),
    missing: color.red("✗ missing"),
    unknown: color.dim("? unknown"),
  };
  // A mark has nine columns; what was found stands beside its subject, or below it where the terminal is narrow.
  const room = terminal.width - 9 - 2;
  const subjects = Math.max(...findings.map(({ subject }) => subject.length));
  const isBeside = room - subjects - 2 >= terminal.width / 2;
  const lines = findings.flatMap(({ subject, state, found, meaning }) => {
    const told = `${found} · ${meaning}`;
    if (!isBeside)
      return [`${marks[state]}  ${subject}`, ...wrap(told, room).map((line) => `${" ".repeat(11)}${line}`)];
    return wrap(told, room - subjects - 2).map((line, index) =>
      index === 0 ? `${marks[state]}  ${subject.padEnd(subjects)}  ${line}` : `${" ".repeat(11 + subjects + 2)}${line}`,
    );
  });
  const verdict = missing === 0 ? "runs work here" : `${missing} missing: runs do not work here yet`;
  return `${lines.join("\n")}\n\n${verdict}\n`;
}
