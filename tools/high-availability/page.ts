import { partsOf } from "../table-cells.ts";
import type { Claim } from "./claims.ts";

/**
 * The page with the figure of each claim in its place, the cell under "measured"; everything else as people wrote it.
 * Throws where a row is not the claim that is expected in its place.
 */
export function withFigures(text: string, claims: readonly Claim[], figureOf: (claim: Claim) => string): string {
  let columns: readonly string[] = [];
  let count = 0;
  const lines = text.split("\n").map((line, index, all) => {
    if (!line.startsWith("|")) return line;
    const parts = partsOf(line);
    if (all[index - 1]?.startsWith("|") !== true) columns = parts.map((part) => part.trim());
    const [shownBy, measured] = [columns.indexOf("shown by"), columns.indexOf("measured")];
    if (shownBy < 0 || measured < 0 || /^[\s|:-]+$/.test(line) || parts[shownBy]?.trim() === "shown by") return line;
    const claim = claims[count++];
    const shown = parts[shownBy]?.trim();
    if (claim === undefined || shown !== `\`${claim.scenario}\``)
      throw new Error(
        `claim ${count} is shown by ${shown}, and by ${claim?.scenario} in tools/high-availability/claims.ts`,
      );
    const figure = figureOf(claim);
    return parts.with(measured, figure === "" ? " " : ` ${figure} `).join("|");
  });
  if (count < claims.length) throw new Error(`there are ${count} claims, and ${claims.length} in claims.ts`);
  return lines.join("\n");
}
