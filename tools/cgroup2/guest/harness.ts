import { run } from "../../../src/host/command.ts";
import { messageOf } from "../../../src/model/errors.ts";
import type { Report } from "../../../src/model/report.ts";
import type { Step } from "./said.ts";

/** The project's own command. */
const chaos = [process.execPath, "--max-semi-space-size=8", "/repository/src/cli.ts"];

/** How long a command may take, milliseconds of an emulated machine: a cluster comes up in ten minutes. */
const limitMs = 5_400_000;
/** So many reasons why a run showed nothing are told; the guest's console has them all. */
const mostWhys = 3;

/** Carries out a command of the harness and tells what came of it, in its last words; they are good with exit code 0. */
export async function carriedOut(...words: readonly string[]): Promise<Step> {
  return told(words.join(" "), async () => {
    const { exitCode, lines } = await ended([...chaos, ...words]);
    const detail = exitCode === 0 ? (lines.at(-1) ?? "") : `exit code ${exitCode}: ${lines.slice(-3).join(" / ")}`;
    return { ok: exitCode === 0, detail };
  });
}

/**
 * Carries out a run and tells its outcome. It is good as "inconclusive", too: times mean nothing on an emulated machine,
 * and the report says so; an error of the harness or a failed guarantee is not good.
 */
export async function carriedOutRun(step: string, options: readonly string[]): Promise<Step> {
  return told(step, async () => {
    const { exitCode, stdout } = await ended([...chaos, "run", ...options, "--json"]);
    const result = JSON.parse(stdout) as Report | { readonly error: { readonly message: string } };
    if ("error" in result) return { ok: false, detail: result.error.message };
    const { outcome, assumptions, verdicts, errors } = result;
    const held = verdicts.filter((one) => one.outcome === "pass").length;
    const why = [...assumptions, ...verdicts].filter((one) => one.outcome !== "pass").map(({ summary }) => summary);
    const words = [`${outcome}, ${held} of ${verdicts.length} guarantees held`, ...errors, ...why.slice(0, mostWhys)];
    return { ok: exitCode === 0 || exitCode === 3, detail: words.join("; ") };
  });
}

async function told(step: string, work: () => Promise<Pick<Step, "ok" | "detail">>): Promise<Step> {
  const begun = performance.now();
  const { ok, detail } = await work().catch((error: unknown) => ({ ok: false, detail: messageOf(error) }));
  return { kind: "step", step, ok, detail, seconds: Math.round((performance.now() - begun) / 1_000) };
}

/** Ends all that a command began, and shows on the console what it says as it comes. */
async function ended(argv: readonly string[]): Promise<{ exitCode: number; stdout: string; lines: string[] }> {
  const { exitCode, stdout, stderr } = await run(argv, {
    timeoutMs: limitMs,
    group: true,
    env: { NO_COLOR: "1", COLUMNS: "200" },
    onErrorLine: (line) => process.stderr.write(`${line}\n`),
  });
  process.stderr.write(`${argv.join(" ")} ended with ${exitCode}\n${stdout}\n`);
  return { exitCode, stdout, lines: `${stderr}\n${stdout}`.trim().split("\n").filter(Boolean) };
}
