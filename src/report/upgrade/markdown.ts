import { plainTexts } from "../../model/plain-text.ts";
import type { GateResult } from "../../upgrade/gate-result.ts";
import { document } from "../parts/markdown-document.ts";
import { plain } from "../parts/markdown-table.ts";
import { gateParts } from "./parts.ts";
import { conclusionOf, signOf } from "./words.ts";

/** A comment on GitHub takes 65,536. */
const mostCharacters = 65_000;

/** An upgrade in Markdown, for a comment or an artifact. Pure. */
export function gateMarkdown(gate: GateResult): string {
  const told = plainTexts(gate);
  const head = { title: "", text: `# ${signOf(told.answer)} ${plain(conclusionOf(told))}` };
  return document([head, ...gateParts(told)], mostCharacters, "upgrade.json beside this file has all of them");
}
