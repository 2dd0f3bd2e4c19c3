import type { ChalkInstance } from "chalk";
import { secondsText } from "../live/clock-text.ts";
import type { FaultStage, LiveFault } from "../live/live-snapshot.ts";
import { stageWords } from "../live/stage-words.ts";
import { lineOf } from "./spans.ts";

/** One fault, or work, on one line: which, how far it is and since when, where, and what was seen of it. */
export function faultLine(fault: LiveFault, width: number, color: ChalkInstance): string {
  const { id, stage, sinceMs, nodes, description, evidence } = fault;
  const words = `${stageWords[stage]} ${secondsText(sinceMs)}`;
  return lineOf(
    [
      { text: "◆ " },
      { text: id, paint: color.bold },
      { text: " " },
      { text: words, paint: paintOf(stage, color) },
      { text: `: ${description} on ${nodes.join(", ")}` },
      { text: evidence === "" ? "" : `: ${evidence}`, paint: color.dim },
    ],
    width,
  );
}

function paintOf(stage: FaultStage, color: ChalkInstance): (text: string) => string {
  if (stage === "unproven" || stage === "not-healed") return color.red;
  return stage === "healed" || stage === "done" ? color.green : color.yellow;
}
