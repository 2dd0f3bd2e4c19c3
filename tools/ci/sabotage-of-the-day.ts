// Prints the name of the sabotage whose turn it is today, or on the day that is named (YYYY-MM-DD):
// node tools/ci/sabotage-of-the-day.ts [DAY]
import { sabotageNames } from "../sabotage/sabotages.ts";
import { turnOf } from "./turn.ts";

const [, , day = new Date().toISOString().slice(0, 10)] = process.argv;
process.stdout.write(`${turnOf(sabotageNames(), day)}\n`);
