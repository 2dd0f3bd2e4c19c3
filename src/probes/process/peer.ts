import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startBeside } from "../../host/docker/beside-container.ts";
import { codeEnding } from "../../host/own-package.ts";
import { messageOf } from "../../model/errors.ts";
import { frameOf, frameReader } from "./frames.ts";
import type { Command, ProbeMessage, ProbeSetup } from "./messages.ts";

/**
 * Another network for a probing process: that of a process of this machine, which takes root, or that of a container, by
 * another one of ours beside it, made of an image that the engine has.
 */
export type NetworkPlace = { readonly pid: number } | { readonly container: string; readonly image: string };

/** The probing process as a process, wherever it is. */
export interface Peer {
  send(message: ProbeSetup | Command): void;
  onMessage(listener: (report: ProbeMessage) => void): void;
  /** Told how it ended, in words, when all that it said was heard; not where it was left (Node tells no "close" then). */
  onEnd(listener: (why: string) => void): void;
  /** Resolves when its process is gone. */
  readonly gone: Promise<void>;
  /** The end of what it wrote on standard error. */
  said(): string;
  /** Says that nothing more will be said: it ends. */
  leave(): void;
  kill(): void;
}

/**
 * All garbage is collected in the probing thread itself, a little at a time: helper threads would have to be waited
 * for, and what an attempt leaves behind is little and short-lived.
 */
const flags = ["--single-threaded-gc", "--max-semi-space-size=4"];

const script = new URL(`./probe-process${codeEnding}`, import.meta.url);

/** Starts a probing process, in another network where one is given. */
export function startPeer(place: NetworkPlace | undefined): Peer {
  return place !== undefined && "container" in place ? peerBeside(place) : forkedPeer(place?.pid);
}

function forkedPeer(networkOf: number | undefined): Peer {
  const enter = ["--net", "--target", String(networkOf), "--", process.execPath];
  const child = fork(script, {
    ...(networkOf === undefined ? { execArgv: flags } : { execPath: "nsenter", execArgv: [...enter, ...flags] }),
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const said = lastWords(child.stderr);
  return {
    gone: goneOf(child),
    send: (message) => void child.send(message),
    onMessage: (listener) => void child.on("message", listener),
    onEnd: (listener) => endOf(child, listener),
    said,
    leave: () => child.disconnect(),
    kill: () => void child.kill("SIGKILL"),
  };
}

function peerBeside(place: { readonly container: string; readonly image: string }): Peer {
  const { child, remove } = startBeside({ ...place, argv: [...flags, fileURLToPath(script)] });
  const said = lastWords(child.stderr);
  let ended: (why: string) => void = () => {};
  return {
    gone: goneOf(child),
    send: (message) => void child.stdin?.write(frameOf(message)),
    onMessage: (listener) => {
      const read = frameReader((message) => listener(message as ProbeMessage));
      child.stdout?.on("data", (part: Buffer) => {
        try {
          read(part);
        } catch (error) {
          ended(messageOf(error));
          remove();
        }
      });
    },
    onEnd: (listener) => {
      ended = listener;
      endOf(child, listener);
    },
    said,
    leave: () => child.stdin?.end(),
    kill: remove,
  };
}

function lastWords(stream: NodeJS.ReadableStream | null): () => string {
  let said = "";
  stream?.on("data", (part: Buffer) => {
    said = `${said}${part}`.slice(-2_000);
  });
  return () => said;
}

function goneOf(child: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => void child.once("exit", () => resolve()).once("error", () => resolve()));
}

function endOf(child: NodeJS.EventEmitter, listener: (why: string) => void): void {
  child.on("error", (error: Error) => listener(error.message));
  child.on("close", (code: number | null, signal: string | null) =>
    listener(code === null ? `signal ${signal}` : `exit code ${code}`),
  );
}
