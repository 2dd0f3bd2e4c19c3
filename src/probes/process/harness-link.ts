import { Socket } from "node:net";
import { bootId } from "../../host/process-start.ts";
import { tellParent } from "../../host/tell-parent.ts";
import { frameOf, frameReader } from "./frames.ts";
import type { Command, ProbeMessage, ProbeSetup } from "./messages.ts";

/** The harness, from inside the probing process. */
export interface HarnessLink {
  /** The first thing that it says. */
  readonly setup: Promise<ProbeSetup>;
  /** Told all that it says afterwards. */
  onCommand(listener: (command: Command) => void): void;
  tell(message: ProbeMessage): void;
}

/**
 * The link to whoever started this process: Node's own channel where it was forked, else standard input and output, as in
 * a container. Without the harness there is nobody to probe for: the process ends with the link.
 */
export function harnessLink(): HarnessLink {
  return process.send === undefined ? streamLink() : channelLink();
}

function channelLink(): HarnessLink {
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  return {
    setup: new Promise((resolve) => process.once("message", resolve)),
    onCommand: (listener) => void process.on("message", listener),
    tell: tellParent,
  };
}

function streamLink(): HarnessLink {
  const setup = Promise.withResolvers<ProbeSetup>();
  let listen: (message: unknown) => void = (message) => setup.resolve(message as ProbeSetup);
  process.stdin.on(
    "data",
    frameReader((message) => listen(message)),
  );
  // Writes of `process.stdout` wait for whoever reads, and attempts would wait with them.
  const output = new Socket({ fd: 1, readable: false, writable: true });
  // The first process of a container ignores signals of its own.
  const leave = () => process.exit(1);
  process.stdin.on("end", leave).on("close", leave);
  output.on("error", leave);
  return {
    setup: setup.promise.then(mustShareClock),
    onCommand: (listener) => {
      listen = (message) => listener(message as Command);
    },
    tell: (message) => void output.write(frameOf(message)),
  };
}

/** All times of samples are of the harness's monotonic clock, which processes of one kernel share. */
function mustShareClock(setup: ProbeSetup): ProbeSetup {
  if (setup.kernel !== undefined && setup.kernel !== bootId())
    throw new Error("the engine's machine has another kernel than this one, and so another clock");
  return setup;
}
