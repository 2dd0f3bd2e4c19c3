import { z } from "zod";
import { ownTable } from "../own-table.ts";
import { type FaultTried, grounds, isWhole, type Said, saidSchema } from "./guest/said.ts";

const rowSchema = z.strictObject({
  /** Which commit of the harness was tried, short, and on which day. */
  commit: z.string(),
  day: z.iso.date(),
  said: saidSchema,
});
/** What a guest said of itself, a step or a fault, the last time that it was tried. */
export type Row = z.infer<typeof rowSchema>;

/** Reads docs/results/cgroup2.json; throws where it is something else. */
export function readRows(text: string): Row[] {
  return z.array(rowSchema).parse(JSON.parse(text));
}

/** docs/results/cgroup2.json. */
export function renderRows(rows: readonly Row[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** The same rows with one in the place of the older one of the same thing, in the order of names; a note is none. */
export function withRow(rows: readonly Row[], row: Row): Row[] {
  const name = nameOf(row.said);
  if (name === undefined) return [...rows];
  const others = rows.filter(({ said }) => nameOf(said) !== name);
  return [...others, row].toSorted((a, b) => (nameOf(a.said) ?? "").localeCompare(nameOf(b.said) ?? ""));
}

/** What is not as it must be: other groups than v2's, steps that failed, and those of these faults that were not whole. */
export function problemsOf(rows: readonly Row[], faults: readonly string[]): string[] {
  const failed = rows.flatMap(({ said }) => {
    if (said.kind === "machine" && said.cgroup !== "cgroup2fs") return [`the guest has ${said.cgroup}, not cgroup2fs`];
    return said.kind === "step" && !said.ok ? [`${said.step}: ${said.detail}`] : [];
  });
  const open = faults.filter((name) => !["whole", "nowhere"].includes(stateOf(rows, name)));
  return [...failed, ...open.map((name) => `${name}: ${wordsOf(rows, name)}`)];
}

/**
 * What came of a fault: "whole" on nodes, or on containers where nodes had nothing for it; "nowhere" where neither had;
 * "open" where it was not whole, or not tried.
 */
export function stateOf(rows: readonly Row[], fault: string): "whole" | "nowhere" | "open" {
  const tried = triedOf(rows, fault);
  const counts = countedOf(tried);
  if (counts?.begun === true) return isWhole(counts) ? "whole" : "open";
  return tried.length === grounds.length ? "nowhere" : "open";
}

/** What counts of what was tried of a fault: on nodes, or on containers where it was not begun on nodes. */
function countedOf(tried: readonly FaultTried[]): FaultTried | undefined {
  const onNodes = tried.find(({ ground }) => ground === "nodes");
  if (onNodes === undefined || onNodes.begun) return onNodes;
  return tried.find(({ ground, begun }) => ground === "containers" && begun) ?? onNodes;
}

function wordsOf(rows: readonly Row[], fault: string): string {
  return (
    triedOf(rows, fault)
      .map(({ ground, detail }) => `on ${ground}: ${detail}`)
      .join("; ") || "not tried"
  );
}

function triedOf(rows: readonly Row[], fault: string): FaultTried[] {
  return rows.flatMap(({ said }) => (said.kind === "fault" && said.fault === fault ? [said] : []));
}

/** The order in which faults are tried: what may cost a cluster its data or its certificates comes last. */
export function inOrder(faults: readonly string[]): string[] {
  const isGrave = (name: string) => Number(/^(etcd|certificate)-/.test(name));
  return faults.toSorted((a, b) => isGrave(a) - isGrave(b) || a.localeCompare(b));
}

const head = `# On control groups v2 alone

Written by \`npm run test:cgroup2\` and \`npm run docs\`: doctor, set-up, \`baseline\` and each fault once in a
Debian guest with control groups v2 alone, in a virtual machine that qemu emulates. That is many times
slower than the machine it runs on, so that nothing here says how long anything takes: \`baseline\` may
end inconclusive, and kubeadm waits longer than it does elsewhere.

"nodes" are those of the cluster that \`baseline\` made. What was not begun there was tried on
"containers": plain ones of the node image with processes of a node's names, where the kernel's
rules, queues and signals, the engine and the fault's own scripts are real. "–" was begun on
neither.`;

/** docs/results/cgroup2.md, about these faults. */
export function renderPage(rows: readonly Row[], names: readonly string[]): string {
  const countOf = (state: ReturnType<typeof stateOf>) => names.filter((name) => stateOf(rows, name) === state).length;
  const counted = new Set(names.map((name) => countedOf(triedOf(rows, name))));
  const faults = rows.flatMap(({ said, commit, day }) =>
    said.kind === "fault" && counted.has(said) ? [faultCells(said, commit, day)] : [],
  );
  const steps = rows.flatMap(({ said, commit, day }) =>
    said.kind === "step" ? [[`\`${said.step}\``, yesOrNo(said.ok), said.detail, day, commit]] : [],
  );
  const nowhere = `${countOf("nowhere")} found nothing to break on either`;
  const sum = `${countOf("whole")} of ${names.length} faults were injected, proven and taken back; ${nowhere}.`;
  return `${[
    head,
    ...rows.flatMap(machineLine),
    sum,
    ownTable(["step", "done", "last words", "day", "commit"], steps),
    ownTable(["fault", "tried on", "injected, proven, undone", "what was seen", "day", "commit"], faults),
  ].join("\n\n")}\n`;
}

function machineLine({ said }: Row): string[] {
  if (said.kind !== "machine") return [];
  const { kernel, cgroup, controllers, engine, cgroupDriver } = said;
  return [`Linux ${kernel}, ${cgroup} with ${controllers}, Docker ${engine} with the driver ${cgroupDriver}.`];
}

function faultCells(tried: FaultTried, commit: string, day: string): string[] {
  const { fault, ground, begun, injected, proven, undone, detail } = tried;
  const marks = begun ? [injected, proven, undone].map(yesOrNo).join(", ") : "–";
  return [`\`${fault}\``, ground, marks, detail, day, commit];
}

function yesOrNo(is: boolean): string {
  return is ? "yes" : "no";
}

/** What a row is known by, in the order of the pages; a note and the end are not kept. */
function nameOf(said: Said): string | undefined {
  if (said.kind === "machine") return "0";
  if (said.kind === "step") return `1 ${said.step}`;
  return said.kind === "fault" ? `2 ${said.fault} ${said.ground}` : undefined;
}
