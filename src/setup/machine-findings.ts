import type { HostFacts } from "../host/host-facts.ts";
import { inGigabytes, neededMemoryBytes } from "../host/machine-fitness.ts";
import { describeAhead } from "../model/other-clock.ts";
import type { DiagnosisLine } from "./diagnosis-line.ts";
import { WANTED_INOTIFY_INSTANCES } from "./engine/kernel-limits.ts";

/** Of three control planes with three workers; the wanted memory leaves faults and workloads some. */
const USUAL_MEMORY_BYTES = neededMemoryBytes(
  ["control-plane", "worker"].flatMap((role) => [{ role }, { role }, { role }]),
);
/** Of the smallest topology, `single`. */
const LEAST_MEMORY_BYTES = neededMemoryBytes([{ role: "control-plane" }, { role: "worker" }, { role: "worker" }]);
const WANTED_MEMORY_BYTES = 4e9;
const NEEDED_CPUS = 2;
const NEEDED_OPEN_FILES = 4_096;
const NEEDED_INOTIFY_WATCHES = 65_536;
/** When this version was not made yet: a clock that is before it is wrong. */
const BEFORE_THIS_VERSION = Date.UTC(2026, 10, 1);
/** How far apart two clocks may be before times of Kubernetes and of the harness are hard to compare, milliseconds. */
const CLOSE_CLOCKS_MS = 30_000;

/** What the machine that runs the containers has, beside what a run needs. */
export function machineFindings(facts: HostFacts): DiagnosisLine[] {
  const missing = facts.missingCapabilities;
  const atLeast = (subject: string, value: number | undefined, needed: number, meaning: string): DiagnosisLine => ({
    subject,
    state: value === undefined ? "unknown" : value >= needed ? "ok" : "limited",
    found: value === undefined ? "not told" : String(value),
    meaning: `${meaning}; ${needed} or more wanted`,
  });
  return [
    {
      subject: "capabilities",
      state: missing.length === 0 ? "ok" : "limited",
      found: missing.length === 0 ? "all that are used" : `without ${missing.join(", ")}`,
      meaning: missing.includes("CAP_SYS_RESOURCE")
        ? "nodes cannot lower their out-of-memory score: no harm to runs"
        : "for node containers and faults",
    },
    {
      subject: "memory",
      state: memoryState(facts.memoryBytes),
      found: inGigabytes(facts.memoryBytes),
      meaning: `3 + 3 nodes need ${inGigabytes(USUAL_MEMORY_BYTES)}, "single" ${inGigabytes(LEAST_MEMORY_BYTES)}; ${inGigabytes(WANTED_MEMORY_BYTES)} or more wanted`,
    },
    clock(facts),
    atLeast("CPUs", facts.cpus, NEEDED_CPUS, "3 + 3 nodes at rest take half a core"),
    {
      subject: "free space",
      state: facts.diskFreeBytes === undefined ? "unknown" : facts.diskFreeBytes >= 5e9 ? "ok" : "limited",
      found: facts.diskFreeBytes === undefined ? "not told" : inGigabytes(facts.diskFreeBytes),
      meaning: `a cluster takes about 4 GB, building images up to 20 GB${facts.hasEngineDisk ? "" : "; that of the engine's machine is not told"}`,
    },
    atLeast("open files", facts.openFileLimit, NEEDED_OPEN_FILES, "limit for each process"),
    atLeast(
      "inotify instances",
      facts.inotifyInstances,
      WANTED_INOTIFY_INSTANCES,
      "six nodes take about 100, two clusters at once more than Linux' 128",
    ),
    atLeast(
      "inotify watches",
      facts.inotifyWatches,
      NEEDED_INOTIFY_WATCHES,
      "six nodes take about 100, two clusters at once more than Linux' 128",
    ),
  ];
}

function memoryState(bytes: number): DiagnosisLine["state"] {
  if (bytes < LEAST_MEMORY_BYTES) return "missing";
  return bytes < WANTED_MEMORY_BYTES ? "limited" : "ok";
}

function clock({ clockAhead }: HostFacts): DiagnosisLine {
  const line = {
    subject: "clock",
    meaning: "certificates, of registries and of clusters, are not valid by a wrong one",
  };
  if (Date.now() < BEFORE_THIS_VERSION)
    return {
      ...line,
      state: "limited",
      found: `${new Date().toISOString().slice(0, 10)}, before this version was made`,
    };
  if (clockAhead === undefined) return { ...line, state: "unknown", found: "that of the engine's machine is not told" };
  const isClose = clockAhead.every((ms) => Math.abs(ms) <= CLOSE_CLOCKS_MS);
  return {
    ...line,
    state: isClose ? "ok" : "limited",
    found: `the engine's machine is ${describeAhead(clockAhead)} this one`,
  };
}
