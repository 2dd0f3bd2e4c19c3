import { type ChildProcess, spawn } from "node:child_process";
import { run } from "../command.ts";
import { ownProcess } from "../process-start.ts";
import { processLabel } from "./own-containers.ts";

/** A container of ours that lives for as long as this process talks to it. */
export interface AttachedContainer {
  /** What it is for, in its name: "probe". */
  readonly purpose: string;
  /** Options of `docker run` besides. */
  readonly options: readonly string[];
  /** An image that the engine has. */
  readonly image: string;
  /** Its program, with arguments; it has to end when its standard input does. */
  readonly argv: readonly [string, ...string[]];
}

/** A process in a container of ours, spoken to by its standard input and output. */
export interface AttachedProcess {
  readonly child: ChildProcess;
  /** Ends it with its container, also where it hangs. */
  remove(): void;
}

/**
 * Runs a program in a new container that has no rights but those that the options give it. Whatever becomes of this
 * process, its end closes the program's standard input, which ends the program and removes the container; one that hangs
 * meanwhile is known by its label, and `clean` removes it.
 */
export function startAttached(container: AttachedContainer): AttachedProcess {
  const name = `kind-chaos-${container.purpose}-${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
  // A session of its own: Ctrl-C is for the harness, which decides when it ends.
  const child = spawn("docker", attachedWords(name, container), { detached: true, stdio: ["pipe", "pipe", "pipe"] });
  // What is written to one that has ended is lost; that it ended is told by its end.
  child.stdin.on("error", () => {});
  return {
    child,
    remove: () => {
      child.kill("SIGKILL");
      // It removes itself, but for one that hangs.
      run(["docker", "rm", "--force", name], { timeoutMs: 60_000 }).catch(() => {});
    },
  };
}

/** The words of the docker command. */
export function attachedWords(name: string, { options, image, argv: [program, ...args] }: AttachedContainer): string[] {
  return [
    ...["run", "--interactive", "--rm", "--pull", "never", "--name", name],
    ...["--label", `${processLabel}=${ownProcess()}`, "--log-driver", "none", "--sig-proxy=false"],
    ...["--read-only", "--cap-drop", "ALL", ...options, "--entrypoint", program, image, ...args],
  ];
}
