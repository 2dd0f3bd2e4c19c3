import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { awaitTurn } from "../../src/queue/turn.ts";

/*
 * A process that takes its turn in a queue again and again: node queue-process.ts <folder> <log> <times> <hold ms>. It
 * appends "comes", "begins" and "ends" with its number to the log, each in one write.
 */
const [, , folder = "", log = "", times = "1", holdMs = "0"] = process.argv;
const says = (what: string) => appendFileSync(log, `${what} ${process.pid}\n`);
const signal = new AbortController().signal;

for (let time = 0; time < Number(times); time++) {
  let came = false;
  const onWait = () => {
    if (!came) says("comes");
    came = true;
  };
  const got = await awaitTurn(folder, `work ${time}`, { limitMs: 60_000, signal, onWait });
  if (!("turn" in got)) throw new Error("no turn within a minute");
  says("begins");
  await sleep(Number(holdMs));
  says("ends");
  got.turn[Symbol.dispose]();
}
