// @ts-check
// The watchdog while it idles: nothing but Node's own modules, and no TypeScript, whose loader takes 18 MB by itself.
import { fstatSync, writeSync } from "node:fs";
import { closeInherited } from "./inherited.mjs";
import { silenceAfter, tickOf } from "./silence.mjs";
import { toHarness, toWatchdog, undoFd } from "./words.mjs";

/** @type {import("./order.ts").WatchdogOrder} */
const order = JSON.parse(process.argv[2] ?? "");
/** @type {import("./order.ts").Heard} */
const heard = { left: false };
let stands = false;
let silentMs = 0;

// Without its log it would be of no use, and must not look as if it were.
if (!fstatSync(undoFd).isFile()) process.exit(1);
closeInherited(undoFd);
// It ends when the harness does and nothing is open: whoever ends a whole session must not end what heals.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) process.on(signal, () => {});
// A harness that is gone hears nothing; that is seen elsewhere.
process.stdout.on("error", () => {});

process.stdin.setEncoding("latin1");
process.stdin.on("data", (words) => {
  silentMs = 0;
  for (const word of String(words)) take(word);
});
process.stdin.on("error", () => standIn("ended"));
process.stdin.on("end", () => standIn("ended"));

const tickMs = tickOf(order.silenceMs);
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  silentMs = silenceAfter(silentMs, now - last, tickMs);
  last = now;
  if (silentMs >= order.silenceMs) standIn("silent");
}, tickMs);

/** @param {string} word */
function take(word) {
  if (word === toWatchdog.ask) tell(toHarness.here);
  if (word !== toWatchdog.bye && word !== toWatchdog.left) return;
  heard.left = true;
  if (word === toWatchdog.left) standIn("left");
  else if (!stands) process.exit(0);
}

/** @param {string} word */
function tell(word) {
  process.stdout.write(word);
}

/** @param {import("./order.ts").Occasion} occasion */
async function standIn(occasion) {
  if (stands) return;
  stands = true;
  try {
    // Only here: what it takes to heal is some 60 MB, and is hardly ever needed.
    const { standInFor } = await import("./stand-in.ts");
    await standInFor(order, occasion, heard, () => tell(toHarness.tookOver));
    process.exit(0);
  } catch (error) {
    const { folder } = order;
    const detail = `the watchdog failed: ${error instanceof Error ? error.message : String(error)}`;
    const deed = { deed: "not-healed", folder, by: "watchdog", at: new Date().toISOString(), detail };
    writeSync(undoFd, `\n${JSON.stringify(deed)}\n`);
    process.exit(1);
  }
}
