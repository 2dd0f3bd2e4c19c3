// What the guest does: it is begun by `start`, reads its job from the kernel's command line, and says what comes of it in
// lines of JSON on standard output; what people may want to read besides goes to standard error, the guest's console.
import { readdirSync, readFileSync } from "node:fs";
import { release } from "node:os";
import { basename, join } from "node:path";
import { mustRun } from "../../../src/host/command.ts";
import { Engine } from "../../../src/host/engine.ts";
import { messageOf } from "../../../src/model/errors.ts";
import { loadFault } from "../../../src/scenario/catalogue.ts";
import { containersGround, nodesGround, type TrialGround } from "./grounds.ts";
import { carriedOut, carriedOutRun } from "./harness.ts";
import { type Job, readJob, type Said } from "./said.ts";
import { tryFault } from "./try-fault.ts";

const engine = new Engine();
/** The cluster that the run of `baseline` keeps. */
const kept = "cgroup2";
const topology = join(import.meta.dirname, "single-and-slow.yaml");

/** How often a run is begun, where Node.js itself is ended by what was emulated wrongly, before there was a cluster. */
const mostRuns = 4;
const crash = /killed with SIG(TRAP|SEGV|ILL|ABRT)/;

/** What is said of a fault that was not tried on nodes, for want of them. */
const passedOver = {
  kind: "fault",
  ground: "nodes",
  begun: false,
  injected: false,
  proven: false,
  undone: false,
  detail: "not tried: there was no cluster that is well",
  seconds: 0,
} as const;

await main();

async function main(): Promise<void> {
  const job = readJob(readFileSync("/proc/cmdline", "utf8"));
  if (job.stage === "prepare") await loadImages();
  else {
    say(await machine());
    say(await carriedOut("doctor"));
    say(await carriedOut("setup"));
    await tryAll(job);
  }
  say({ kind: "end" });
}

async function machine(): Promise<Said> {
  const info = await mustRun(["docker", "info", "--format", "{{.ServerVersion}} {{.CgroupDriver}}"]);
  const [version = "", cgroupDriver = ""] = info.trim().split(" ");
  const cgroup = await mustRun(["stat", "-fc", "%T", "/sys/fs/cgroup"]);
  const controllers = readFileSync("/sys/fs/cgroup/cgroup.controllers", "utf8").trim();
  return { kind: "machine", kernel: release(), cgroup: cgroup.trim(), controllers, engine: version, cgroupDriver };
}

/** Loads each image and gives it the name that its file has: one of a registry, by its digest, has lost its own. */
async function loadImages(): Promise<void> {
  for (const file of readdirSync("/images").filter((one) => one.endsWith(".tar"))) {
    const name = decodeURIComponent(basename(file, ".tar"));
    note(`loads ${name}`);
    const loaded = await mustRun(["docker", "load", "--quiet", "--input", join("/images", file)]);
    const id = loaded.trim().split(" ").at(-1) ?? "";
    if (id !== name) await mustRun(["docker", "tag", id, name]);
  }
}

/** Tries faults on a cluster while that is well, and on plain containers what it had nothing for or came no more to. */
async function tryAll({ faults }: Job): Promise<void> {
  const left = await triedOn(await standingNodes(), faults);
  if (left.length === 0) return;
  say(await carriedOut("clean", "--all"));
  const containers = containersGround(engine);
  for (const fault of left) await tryOne(containers, fault);
}

/** The cluster of a run of `baseline`; undefined where none stands. */
async function standingNodes(): Promise<TrialGround | undefined> {
  note("baseline on one control plane and two workers");
  const options = ["baseline", "--topology", topology, "--keep", "--name", kept, "--ready-timeout", "20m"];
  const run = () => carriedOutRun("baseline --topology single", [...options, "--reports", "/var/reports"]);
  let told = await run();
  for (let again = 1; again < mostRuns && crash.test(told.detail); again++) {
    note(`once more: ${told.detail}`);
    told = await run();
  }
  say(told);
  return nodesGround(engine, kept).catch((error: unknown) => {
    say({ kind: "step", step: "a cluster that is well", ok: false, detail: messageOf(error), seconds: 0 });
    return undefined;
  });
}

/** Tries faults until one leaves a cluster that is not well any more; returns those that were not begun. */
async function triedOn(nodes: TrialGround | undefined, faults: readonly string[]): Promise<string[]> {
  const left: string[] = [];
  let isWell = nodes !== undefined;
  for (const fault of faults) {
    let begun = false;
    if (nodes !== undefined && isWell) ({ begun, isWell } = await tryOne(nodes, fault));
    else say({ ...passedOver, fault });
    if (!begun) left.push(fault);
  }
  return left;
}

/** Tries one fault and says what came of it; returns whether it was begun, and whether another can be tried there. */
async function tryOne(on: TrialGround, fault: string): Promise<{ begun: boolean; isWell: boolean }> {
  note(`${fault} on ${on.ground}`);
  const begun = performance.now();
  const { tried, isWell } = await tryFault(on, await loadFault(fault));
  const seconds = Math.round((performance.now() - begun) / 1_000);
  say({ kind: "fault", fault, ground: on.ground, ...tried, seconds });
  return { begun: tried.begun, isWell };
}

function note(text: string): void {
  say({ kind: "note", text });
}

function say(said: Said): void {
  process.stderr.write(`${JSON.stringify(said)}\n`);
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
