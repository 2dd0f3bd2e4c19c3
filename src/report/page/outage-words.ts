import { describeCounts } from "../../analysis/statistics/format.ts";
import type { Outage } from "../../model/figures.ts";
import { moment, rangeInWords } from "./words.ts";

/** An outage in running words: "1.20 to 1.43 s from 1:20.2 on (hang 12, refused 3)". */
export function outageInWords({ from, atLeastMs, atMostMs, errors }: Outage): string {
  return `${rangeInWords([atLeastMs, atMostMs])} from ${moment(from)} on (${describeCounts(errors)})`;
}
