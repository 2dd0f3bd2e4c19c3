import { describeOwnLimits } from "../analysis/limits/own-limit.ts";
import { counted } from "../analysis/statistics/format.ts";
import { formatMs } from "../model/duration.ts";
import type { Outcome } from "../model/outcome.ts";
import { plainText, plainTexts } from "../model/plain-text.ts";
import type { Report } from "../model/report.ts";
import type { Suite, SuiteResult } from "../model/suite.ts";

/** What is posted of a verdict, as plain JSON; version 1 of docs/json.md. */
export interface Message {
  readonly version: 1;
  readonly tool: "kind-chaos";
  /** One scenario by itself, or several runs. */
  readonly kind: "run" | "suite";
  /** Name of its folder. */
  readonly name: string;
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly startedAt: string;
  readonly durationMs: number;
  /** What it came to, in one line. */
  readonly headline: string;
  /** What did not pass, a line each; at most so many as people read. */
  readonly details: readonly string[];
}

/** Lines of details; a chat shows no more without a click. */
const mostDetails = 10;
/** Characters of a line: so many are read. */
const mostCharacters = 280;
/** Characters of a block; Slack takes 3,000 (https://docs.slack.dev/reference/block-kit/blocks/section-block). */
const mostOfBlock = 2_900;

/** What is posted of one run. */
export function runMessage(report: Report, exitCode: number): Message {
  const { run: name, scenario, outcome, startedAt, durationMs, verdicts, assumptions, errors } = report;
  const held = verdicts.filter((verdict) => verdict.outcome === "pass").length;
  const open = [...verdicts.map(({ id, ...rest }) => ({ name: id, ...rest })), ...assumptions]
    .filter((part) => part.outcome !== "pass")
    .toSorted((one, other) => Number(other.outcome === "fail") - Number(one.outcome === "fail"))
    .map((part) => `${part.outcome}: ${part.name}: ${part.summary}`);
  return plainTexts({
    ...{ version: 1, tool: "kind-chaos", kind: "run", name, outcome, exitCode, startedAt, durationMs },
    headline:
      `${scenario}: ${outcome}, ${held} of ${verdicts.length} guarantees held, after ${formatMs(durationMs)}` +
      notesOn(outcome, exitCode, verdicts),
    details: cut([...open, ...errors.map((error) => `error: ${error}`)]),
  } satisfies Message);
}

/** What each outcome means to who started the command; with another code there is more to tell than the outcome. */
const usualExitCodes: Readonly<Record<Outcome, number>> = { pass: 0, fail: 1, inconclusive: 3 };

/** What an outcome is not told without: an exit code that says something else, and limits that are not the scenario's. */
function notesOn(outcome: Outcome, exitCode: number, verdicts: Report["verdicts"] | SuiteResult["verdicts"]): string {
  const own = describeOwnLimits(verdicts);
  const code =
    exitCode === usualExitCodes[outcome] ? [] : [`exit code ${exitCode}${exitCode === 130 ? ", interrupted" : ""}`];
  return [...code, ...(own === undefined ? [] : [own])].map((note) => `; ${note}`).join("");
}

/** What is posted of several runs. */
export function suiteMessage(suite: Suite, exitCode: number): Message {
  const { suite: name, outcome, startedAt, durationMs, runs } = suite;
  const passed = runs.filter(({ result }) => result?.outcome === "pass").length;
  const others = runs
    .filter(({ result }) => result?.outcome !== "pass")
    .map(({ scenario, result, notRun, standing, unsupported }) => {
      const said = result === null ? `${unsupported ? "unsupported" : "not run"}: ${notRun}` : result.outcome;
      const worst = result?.worst ? `: ${result.worst.id}: ${result.worst.summary}` : "";
      return `${scenario}: ${said}${standing === "counts" ? "" : ` (${standing})`}${worst}`;
    });
  return plainTexts({
    ...{ version: 1, tool: "kind-chaos", kind: "suite", name, outcome, exitCode, startedAt, durationMs },
    headline:
      `${counted(runs.length, "run")}: ${outcome}, ${passed} passed, after ${formatMs(durationMs)}` +
      notesOn(
        outcome,
        exitCode,
        runs.flatMap(({ result }) => result?.verdicts ?? []),
      ),
    details: cut(others),
  } satisfies Message);
}

/** The message as Slack's incoming webhooks take it; what is markup there is taken from the texts. */
export function slackForm({ outcome, exitCode, headline, details }: Message): object {
  const marks = { pass: ":large_green_circle:", inconclusive: ":large_yellow_circle:", fail: ":red_circle:" };
  // Green means that the command ended well, too.
  const mark = marks[outcome === "pass" && exitCode !== 0 ? "inconclusive" : outcome];
  const text = `${mark} ${escaped(headline)}`;
  let room = mostOfBlock;
  const lines = details
    .map((line) => `• ${escaped(line)}`)
    .filter((line) => {
      room -= line.length + 1;
      return room >= 0;
    });
  const sections = [text, lines.join("\n")].filter((one) => one !== "");
  return { text, blocks: sections.map((one) => ({ type: "section", text: { type: "mrkdwn", text: one } })) };
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[*_~`]/g, "\u200b$&");
}

function cut(lines: readonly string[]): string[] {
  const shown = lines.slice(0, mostDetails).map((line) => {
    const plain = plainText(line);
    return plain.length > mostCharacters ? `${plain.slice(0, mostCharacters - 1)}…` : plain;
  });
  return lines.length > mostDetails ? [...shown, `and ${lines.length - mostDetails} more`] : shown;
}
