import { messageOf, PlatformError } from "../model/errors.ts";
import { startAttached } from "./docker/attached-container.ts";
import { parseAnswer } from "./far-counters.ts";
import type { MachineCounters } from "./machine-counters.ts";

/** Answers each line on standard input by the lines that count, each behind its file's name; an empty line is the end. */
export const farScript = [
  "while read -r _",
  'do grep -HsE "^(cpu |some|full|[0-9])" /proc/uptime /proc/stat /proc/pressure/cpu /proc/pressure/io /proc/pressure/memory',
  "echo",
  "done",
].join("\n");

/** Between two questions, milliseconds: shares of a second are then of that second, but for a quarter of it. */
const everyMs = 250;
/** What was told longer ago says nothing of now, milliseconds. */
const oldMs = 5_000;
/** How long the first answer may take, milliseconds; a container starts in 1 s, in 4 s on a loaded 2-core machine. */
const startMs = 20_000;
/** How long it may take to end when its standard input does, milliseconds. */
const endMs = 5_000;

/** A machine whose containers are used here, and that is not this one. */
export interface FarMachine {
  /** What its kernel has counted, as it was last told; undefined where that was too long ago. */
  counters(): MachineCounters | undefined;
  /** Ends the look at it. */
  stop(): Promise<void>;
}

/**
 * Begins to look at the engine's machine by a container of ours there, made of an image that it has; resolves when it has
 * told something. Throws PlatformError "far-machine" where it does not.
 */
export async function startFarMachine(image: string): Promise<FarMachine> {
  const { child, remove } = startAttached({
    purpose: "meter",
    options: ["--network", "none"],
    image,
    argv: ["/bin/sh", "-c", farScript],
  });
  const first = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  let [told, toldAtMs, askedAtMs]: [MachineCounters | undefined, number, number] = [undefined, 0, 0];
  let [text, said] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (part: string) => {
    const answers = `${text}${part}`.split("\n\n");
    text = answers.pop() ?? "";
    const counters = answers.map(parseAnswer).findLast((answer) => answer !== undefined);
    if (counters === undefined) return;
    [told, toldAtMs] = [counters, performance.now()];
    first.resolve();
  });
  child.stderr?.setEncoding("utf8").on("data", (part: string) => {
    said = `${said}${part}`.slice(-2_000);
  });
  const end = (why: string) => {
    clearInterval(asking);
    gone.resolve();
    const reason = /^docker: .*$/m.exec(said)?.[0] ?? (said.trim().split("\n").at(-1) || why);
    first.reject(new PlatformError("far-machine", `how busy the engine's machine is, is not told: ${reason}`));
  };
  const ask = () => {
    // A question that is not answered yet is answered late, or never: then another one may be.
    if (askedAtMs > toldAtMs && performance.now() - askedAtMs < oldMs) return;
    askedAtMs = performance.now();
    child.stdin?.write("\n");
  };
  const asking = setInterval(ask, everyMs).unref();
  child.on("error", (error) => end(messageOf(error))).on("close", (code) => end(`exit code ${code}`));
  const late = setTimeout(() => end(`no answer within ${startMs / 1_000} s`), startMs);
  ask();
  try {
    await first.promise;
  } catch (error) {
    remove();
    throw error;
  } finally {
    clearTimeout(late);
  }
  return {
    counters: () => (performance.now() - toldAtMs > oldMs ? undefined : told),
    stop: async () => {
      clearInterval(asking);
      const hangs = setTimeout(remove, endMs);
      child.stdin?.end();
      await gone.promise;
      clearTimeout(hangs);
    },
  };
}
