// Tries the harness in a virtual machine with control groups v2 alone: doctor, set-up from images that are here, baseline
// on one control plane, and each fault's injection, evidence and undo once, on that cluster or, where it has nothing that
// the fault breaks, on plain containers. Rows go to docs/results/cgroup2.json, from which docs/results/cgroup2.md is made:
// node tools/cgroup2/cgroup2.ts [--only FAULT,FAULT] [--missing]
// --missing leaves out faults that were seen whole before. Takes hours: qemu emulates the machine. Needs root on x86_64,
// Debian's packages qemu-system-x86 and mmdebstrap, 10 GB of disk in the cache folder and 8 GB of memory, and what
// `npm run setup` makes. SIGINT ends the machine; what was said by then is kept.
// Exit codes: 0 all that was tried is as it must be, 1 something is not, 2 bad usage, or it was ended before its end.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mustRun, run } from "../../src/host/command.ts";
import { messageOf } from "../../src/model/errors.ts";
import { namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { campaignTicket } from "../campaign-ticket.ts";
import { type Disks, machineFolder, makeDisks } from "./disks.ts";
import type { Job, Said } from "./guest/said.ts";
import { consoleFile, runGuest } from "./guest-run.ts";
import { inOrder, isSeen, problemsOf, type Row, readRows, renderPage, renderRows, withRow } from "./results.ts";

const file = join(projectFolder, "docs/results/cgroup2.json");
const page = join(projectFolder, "docs/results/cgroup2.md");
/** What the disks take, and what the guest's memory takes. */
const diskBytes = 10e9;
const memoryBytes = 8.6e9;
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => stop.abort(new Error(`ended by ${signal}`)));
process.exitCode = await main().catch((error: unknown) => {
  say(stop.signal.aborted ? messageOf(stop.signal.reason) : messageOf(error));
  return 2;
});

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: "string" }, missing: { type: "boolean", default: false } } });
  const faults = wantedFaults(values.only, values.missing);
  await mustBeAble();
  const ticket = campaignTicket("cgroup2", machineFolder());
  try {
    const disks = await makeDisks(stop.signal, say);
    const prepared = await preparedDisk(disks);
    const told = await guest(disks, prepared, { stage: "trial", faults });
    const problems = problemsOf(told, faults);
    for (const problem of problems) say(problem);
    return problems.length === 0 ? 0 : 1;
  } finally {
    ticket.release();
  }
}

/** A root disk on which the images are loaded; kept for the next time. */
async function preparedDisk(disks: Disks): Promise<string> {
  const prepared = join(machineFolder(), "prepared.img");
  const marker = `${prepared}.made`;
  if (existsSync(prepared) && existsSync(marker) && readFileSync(marker, "utf8") === disks.state) return prepared;
  rmSync(marker, { force: true });
  const copy = `${prepared}.new`;
  await mustRun(["cp", "--sparse=always", disks.root, copy], { signal: stop.signal });
  say(`loads the images in the guest (console: ${consoleFile({ stage: "prepare" })})`);
  const hear = (said: Said) => say(wordsOf(said));
  await runGuest(
    disks,
    { file: copy, keeps: true },
    { job: { stage: "prepare", faults: [] }, signal: stop.signal, hear },
  );
  renameSync(copy, prepared);
  writeFileSync(marker, disks.state);
  return prepared;
}

/** Lets a guest do a job, keeps each row as it comes, and returns them. */
async function guest(disks: Disks, disk: string, job: Job): Promise<readonly Row[]> {
  say(`starts the guest for ${job.faults.length} faults (console: ${consoleFile(job)})`);
  const commit = execFileSync("git", ["describe", "--always", "--dirty", "--exclude", "*"], {
    encoding: "utf8",
  }).trim();
  let told: Row[] = [];
  const hear = (said: Said) => {
    say(wordsOf(said));
    const row: Row = { commit, day: new Date().toISOString().slice(0, 10), said };
    told = withRow(told, row);
    keep(withRow(rows(), row));
  };
  await runGuest(disks, { file: disk, keeps: false }, { job, signal: stop.signal, hear });
  return told;
}

function keep(all: readonly Row[]): void {
  mkdirSync(join(file, ".."), { recursive: true });
  for (const [path, text] of [
    [file, renderRows(all)],
    [page, renderPage(all)],
  ] as const) {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
}

function rows(): Row[] {
  return existsSync(file) ? readRows(readFileSync(file, "utf8")) : [];
}

function wantedFaults(named: string | undefined, missing: boolean): string[] {
  const all = namesOf("fault");
  const only = named?.split(",") ?? all;
  const unknown = only.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`no fault is called ${unknown.join(", ")}; there are ${all.join(", ")}`);
  return inOrder(only.filter((name) => !missing || !isSeen(rows(), name)));
}

/** Throws what is not here that a guest needs, with what to do. */
async function mustBeAble(): Promise<void> {
  if (process.arch !== "x64") throw new Error(`the guest is an x86_64 one, and this machine is ${process.arch}`);
  if (process.getuid?.() !== 0)
    throw new Error('only root makes the guest\'s disks: sudo env "PATH=$PATH" "HOME=$HOME" npm run test:cgroup2');
  for (const tool of ["qemu-system-x86_64", "mmdebstrap", "mkfs.ext4", "setpriv"])
    await run(["sh", "-c", 'command -v "$1"', "sh", tool]).then(({ exitCode }) => {
      if (exitCode !== 0)
        throw new Error(`there is no ${tool}: apt-get install qemu-system-x86 mmdebstrap e2fsprogs util-linux`);
    });
  const { bavail, bsize } = statfsSync(machineFolder());
  if (bavail * bsize < diskBytes)
    throw new Error(`${machineFolder()} has less than 10 GB free: KIND_CHAOS_CACHE names another place`);
  if (process.availableMemory() < memoryBytes) throw new Error("the guest takes 8 GB of memory, and less is available");
}

function wordsOf(said: Said): string {
  return said.kind === "note" ? said.text : JSON.stringify(said);
}

function say(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}
