// Tries the harness in a virtual machine with control groups v2 alone: doctor, set-up from images that are here, baseline
// on one control plane, and each fault's injection, evidence and undo once, on that cluster or, where it has nothing that
// the fault breaks, on plain containers. Rows go to docs/results/cgroup2.json, from which docs/results/cgroup2.md is made:
// node tools/cgroup2/cgroup2.ts [--only FAULT,FAULT] [--missing]
// --missing leaves out faults that were seen whole before. Takes hours: qemu emulates the machine. Needs root on x86_64,
// what `npm run setup` makes, Debian's package mmdebstrap, 8 GB of memory, and 14 GB of disk in the
// cache folder's `cgroup2`, where the guest's disks stay for the next time; without that folder they are made anew.
// SIGINT ends the machine; what was said by then is kept.
// Exit codes: 0 all that was tried is as it must be, 1 something is not, 2 bad usage, or it was ended before its end.
import { chownSync, existsSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mustRun } from "../../src/host/command.ts";
import { replaceFile } from "../../src/host/output-file.ts";
import { messageOf } from "../../src/model/errors.ts";
import { namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { campaignTicket } from "../campaign-ticket.ts";
import { commitOf } from "../commit.ts";
import { type Disks, machineFolder, makeDisks, parts, unlessMade } from "./disks.ts";
import type { Said } from "./guest/said.ts";
import { consoleFile, runGuest } from "./guest-run.ts";
import { mustBeAble } from "./needs.ts";
import { inOrder, problemsOf, type Row, readRows, renderPage, renderRows, stateOf, withRow } from "./results.ts";

const file = join(projectFolder, "docs/results/cgroup2.json");
const page = join(projectFolder, "docs/results/cgroup2.md");
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => stop.abort(new Error(`ended by ${signal}`)));
process.exitCode = await main().catch((error: unknown) => {
  say(messageOf(stop.signal.aborted ? stop.signal.reason : error));
  return 2;
});

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: "string" }, missing: { type: "boolean", default: false } } });
  const faults = wantedFaults(values.only, values.missing);
  if (faults.length === 0) return 0;
  const commit = commitOf(parts);
  await mustBeAble(machineFolder());
  const ticket = campaignTicket("cgroup2", machineFolder());
  try {
    const disks = await makeDisks(stop.signal, say);
    const problems = problemsOf(await tried(disks, await preparedDisk(disks), faults, commit), faults);
    for (const problem of problems) say(problem);
    return problems.length === 0 ? 0 : 1;
  } finally {
    ticket.release();
  }
}

/** A root disk on which the images are loaded; kept for the next time. */
async function preparedDisk(disks: Disks): Promise<string> {
  const prepared = join(machineFolder(), "prepared.img");
  await unlessMade(prepared, disks.state, async () => {
    const copy = `${prepared}.new`;
    await mustRun(["cp", "--sparse=always", disks.root, copy], { signal: stop.signal });
    const job = { stage: "prepare", faults: [] } as const;
    say(`loads the images in the guest (console: ${consoleFile(job)})`);
    await runGuest(disks, { file: copy, keeps: true }, { job, signal: stop.signal, hear: tell });
    renameSync(copy, prepared);
  });
  return prepared;
}

/** Lets a guest try faults, keeps each row as it comes, and returns them. */
async function tried(disks: Disks, disk: string, faults: readonly string[], commit: string): Promise<readonly Row[]> {
  const job = { stage: "trial", faults } as const;
  say(`starts the guest for ${faults.length} faults (console: ${consoleFile(job)})`);
  let heard: Row[] = [];
  const hear = (said: Said) => {
    tell(said);
    const row: Row = { commit, day: new Date().toISOString().slice(0, 10), said };
    heard = withRow(heard, row);
    keep(withRow(rows(), row));
  };
  await runGuest(disks, { file: disk, keeps: false }, { job, signal: stop.signal, hear });
  return heard;
}

/** Writes rows and page for the owner of the project, who is not root. */
function keep(all: readonly Row[]): void {
  const { uid, gid } = statSync(projectFolder);
  replaceFile(file, renderRows(all));
  replaceFile(page, renderPage(all, namesOf("fault")));
  for (const written of [file, page]) chownSync(written, uid, gid);
}

function rows(): Row[] {
  return existsSync(file) ? readRows(readFileSync(file, "utf8")) : [];
}

function wantedFaults(named: string | undefined, missing: boolean): string[] {
  const all = namesOf("fault");
  const only = named?.split(",") ?? all;
  const unknown = only.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`no fault is called ${unknown.join(", ")}; there are ${all.join(", ")}`);
  const known = rows();
  return inOrder(only.filter((name) => !missing || stateOf(known, name) === "open"));
}

function tell(said: Said): void {
  say(said.kind === "note" ? said.text : JSON.stringify(said));
}

function say(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}
