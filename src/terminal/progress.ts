import type { ChalkInstance } from "chalk";
import { createLogUpdate } from "log-update";
import { formatMs } from "../model/duration.ts";
import type { JournalEvent } from "../model/event.ts";
import { plainText } from "../model/plain-text.ts";
import type { Sample } from "../model/sample.ts";
import { type LaneNow, LaneStates } from "./lane-state.ts";
import { colorsOf, terminalOf } from "./terminal.ts";
import { WatchStates } from "./watch-state.ts";

/** Shows a person how a run goes; gets the same events and samples as the journal. */
export interface Progress {
  event(event: JournalEvent): void;
  samples(samples: readonly Sample[]): void;
  stop(): void;
}

/** Refresh of the live view, milliseconds. */
const refreshMs = 200;

/** What progress is shown of, and where. */
export interface ProgressOptions {
  /** Standard error: standard output is for results. */
  readonly stream: NodeJS.WriteStream;
  /** The run's time, milliseconds. */
  now(): number;
  /** How long the run will likely take, milliseconds; Infinity where a person ends it. */
  readonly expectedMs: number;
  /** What goes before every line, where runs follow each other: "3/12 etcd-majority". */
  readonly title?: string | undefined;
}

/**
 * A redrawn view on a terminal, plain lines anywhere else. One at a time: the next is started when this one was
 * stopped.
 */
export function startProgress(options: ProgressOptions): Progress {
  const terminal = terminalOf(options.stream);
  return terminal.live ? liveView(options, colorsOf(terminal)) : plainLines(options);
}

function plainLines({ stream, now, title }: ProgressOptions): Progress {
  const print = (text: string) => stream.write(plainLine(`[${head(title, now())}] ${text}`));
  let phase = "";
  // Whoever reads a log must see that a long step lives.
  const heartbeat = setInterval(() => print(`… ${phase}`), 15_000);
  return {
    event: (event) => {
      if (event.type === "phase" && event.edge === "begin") phase = plainText(event.name);
      const text = describeEvent(event);
      if (text !== undefined) print(text);
    },
    samples: () => {},
    stop: () => clearInterval(heartbeat),
  };
}

function liveView({ stream, now, expectedMs, title }: ProgressOptions, color: ChalkInstance): Progress {
  const draw = createLogUpdate(stream);
  const lanes = new LaneStates();
  const watches = new WatchStates();
  let phase = "";
  let phaseAt = 0;
  const render = () => {
    const at = now();
    const left = Number.isFinite(expectedMs)
      ? `about ${formatMs(Math.max(0, expectedMs - at))} left`
      : "Ctrl-C ends it";
    const of = title === undefined ? "" : `${plainText(title)} · `;
    const first = `${of}${color.bold(phase)} ${formatMs(at - phaseAt)} · ${stamp(at)} since the start, ${left}`;
    draw([first, ...[...lanes.now(at), ...watches.now(at)].map((lane) => drawLane(lane, color))].join("\n"));
  };
  const timer = setInterval(render, refreshMs);
  return {
    event: (event) => {
      if (event.type === "lanes") {
        lanes.setLanes(event.lanes);
        watches.setLanes(event.watches ?? []);
      }
      if (event.type === "watch") watches.add(event);
      if (event.type === "phase" && event.edge === "begin") {
        phase = plainText(event.name);
        phaseAt = event.at;
      }
      const text = describeEvent(event);
      if (text === undefined) return;
      draw.clear();
      stream.write(plainLine(`[${head(title, event.at)}] ${text}`));
      render();
    },
    samples: (samples) => lanes.add(samples),
    stop: () => {
      clearInterval(timer);
      draw.clear();
      draw.done();
    },
  };
}

function drawLane({ lane, state, text }: LaneNow, color: ChalkInstance): string {
  const mark = { ok: color.green("✓"), degraded: color.yellow("~"), out: color.red("✗"), quiet: color.dim("·") }[state];
  return `  ${mark} ${plainText(lane).padEnd(30)} ${plainText(text)}`;
}

/** An event as one line; undefined for what a person need not see while it runs. */
export function describeEvent(event: JournalEvent): string | undefined {
  switch (event.type) {
    case "phase":
      return event.edge === "begin" ? event.name : undefined;
    case "server":
      return `server ${event.server.url}: Kubernetes ${event.server.kubernetes}, by ${event.server.identity}`;
    case "cluster":
      return `cluster ${event.cluster.name}${event.reused ? " (kept from before)" : ""}: ${event.cluster.nodes.length} containers, Kubernetes ${event.cluster.kubernetes}`;
    case "steady-state": {
      // Looks that fail while a recovery is awaited come twice a second; notes tell what is waited for.
      if (event.when === "after" && !event.ok) return undefined;
      const bad = event.checks.filter((check) => !check.ok).map((check) => `${check.name} (${check.detail})`);
      return event.ok ? `steady state holds (${event.checks.length} checks)` : `no steady state: ${bad.join("; ")}`;
    }
    case "fault-intent":
      return `${event.id}: ${event.description} on ${event.target} (${event.nodes.join(", ")})`;
    case "fault-active":
      return `${event.id}: ${event.evidence.proven ? "proven active" : "NOT proven active"}: ${event.evidence.detail}`;
    case "fault-healing":
      return `${event.id}: healing`;
    case "fault-healed":
      return `${event.id}: ${event.evidence.proven ? "proven healed" : "NOT proven healed"}: ${event.evidence.detail}`;
    case "procedure":
      return `${event.id}: ${event.description} on ${event.target} (${event.nodes.join(", ")})`;
    case "procedure-done":
      return `${event.id}: ${event.evidence.proven ? "done" : "NOT proven done"}: ${event.evidence.detail}`;
    case "restart":
      return `${event.component} on ${event.node} restarted${event.expected ? "" : ", which no fault explains"}`;
    case "address-changed":
      return `${event.node} changed its address from ${event.from} to ${event.to}`;
    case "undo-deed":
      return `${event.by}: ${[event.deed, event.id].filter(Boolean).join(" ")}: ${event.detail}`;
    case "error":
      return `error ${event.code}: ${event.message}`;
    case "note":
      return event.text;
    default:
      return undefined;
  }
}

/** What is told came from a cluster, a plugin, a name: it is one line, and nothing in it is obeyed by a terminal. */
function plainLine(text: string): string {
  return `${plainText(text)}\n`;
}

function head(title: string | undefined, ms: number): string {
  return title === undefined ? stamp(ms) : `${title} ${stamp(ms)}`;
}

function stamp(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
