// Prints the most memory that a command and all its processes took, shared pages counted once:
// node bench/memory.ts npm run chaos -- etcd-minority --reuse
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

/** Between two readings, milliseconds: a run lasts minutes. */
const everyMs = 250;

const [file = "", ...args] = process.argv.slice(2);
const child = spawn(file, args, { stdio: "inherit" });
let most: { readonly totalMb: number; readonly of: readonly string[] } = { totalMb: 0, of: [] };
const timer = setInterval(() => {
  const now = processesUnder(child).map((pid) => ({ name: nameOf(pid), mb: proportionalMb(pid) }));
  const totalMb = now.reduce((sum, { mb }) => sum + mb, 0);
  if (totalMb > most.totalMb) most = { totalMb, of: now.map(({ name, mb }) => `${mb.toFixed(0)} MB ${name}`) };
}, everyMs);
const [exitCode] = await once(child, "exit");
clearInterval(timer);
console.log(`at most ${most.totalMb.toFixed(0)} MB (proportional share):\n  ${most.of.join("\n  ")}`);
process.exitCode = exitCode ?? 1;

/** The process and all that descend from it, npm and its shell left out: they hold nothing of the harness. */
function processesUnder({ pid = 0 }: ChildProcess): number[] {
  const parents = readdirSync("/proc").flatMap((entry) => {
    const parent = /^\d+$/.test(entry) ? parentOf(Number(entry)) : undefined;
    return parent === undefined ? [] : [[Number(entry), parent] as const];
  });
  const found = new Set([pid]);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [one, parent] of parents) if (found.has(parent)) found.add(one);
  }
  return [...found].filter((one) => nameOf(one).includes("src/"));
}

function parentOf(pid: number): number | undefined {
  const status = read(`/proc/${pid}/status`);
  const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

function proportionalMb(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1_024;
}

function nameOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`)
    .split("\0")
    .filter((word) => !word.startsWith("-"))
    .slice(0, 3)
    .join(" ");
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // It has ended since it was listed.
  }
}
