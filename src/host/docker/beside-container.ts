import { type ChildProcess, spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { sep } from "node:path";
import { run } from "../command.ts";
import { packageFolder } from "../own-package.ts";

/** What is run beside a container, in its network. */
export interface BesideContainer {
  /** The container whose network it shares; it must run. */
  readonly container: string;
  /** An image that the engine has, with the C and C++ libraries that Node.js needs (Debian's). */
  readonly image: string;
  /** Flags of Node.js, and a file of this package with its arguments. */
  readonly argv: readonly string[];
}

/** Where this Node.js is in such a container. */
const nodePath = "/kind-chaos-node";

/** Label that says what such a container is for. */
const roleLabel = "org.kind-chaos.role=probe";

/** A process in a container of ours, spoken to by its standard input and output. */
export interface BesideProcess {
  readonly child: ChildProcess;
  /** Ends it with its container, also where it hangs. */
  remove(): void;
}

/**
 * Runs this Node.js with a file of this package in a new container that shares another's network, and nothing else of it:
 * read-only, without rights but to prefer its process. That takes no root, but an engine on this very machine, whose
 * folders it sees. The container is gone when the process ends, and that ends when nobody holds its standard input.
 */
export function startBeside(beside: BesideContainer): BesideProcess {
  const name = `kind-chaos-probe-${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
  // A session of its own: Ctrl-C is for the harness, which decides when probing ends.
  const child = spawn("docker", besideWords(name, beside), { detached: true, stdio: ["pipe", "pipe", "pipe"] });
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
export function besideWords(name: string, { container, image, argv }: BesideContainer): string[] {
  const modules = modulesFolder(packageFolder);
  return [
    ...["run", "--interactive", "--rm", "--pull", "never", "--name", name, "--label", roleLabel],
    ...["--network", `container:${container}`, "--sig-proxy=false", "--log-driver", "none"],
    ...["--read-only", "--cap-drop", "ALL", "--cap-add", "SYS_NICE", "--cap-add", "DAC_READ_SEARCH"],
    // Files of this machine have no label of SELinux that a container may read.
    ...["--security-opt", "label=disable"],
    ...mounted(realpathSync(process.execPath), nodePath),
    ...mounted(modules, modules),
    ...["--entrypoint", nodePath, image, ...argv],
  ];
}

/** A folder or file of this machine, to be read; one that is not there is an error, and not made. Commas part the words. */
export function mounted(source: string, target: string): string[] {
  const word = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return ["--mount", ["type=bind", word(`source=${source}`), word(`target=${target}`), "readonly"].join(",")];
}

/** The folder that has this package with all that it imports: where it is installed, the packages beside it, too. */
export function modulesFolder(folder: string): string {
  const parts = folder.split(sep);
  const at = parts.indexOf("node_modules");
  return at === -1 ? folder : parts.slice(0, at + 1).join(sep);
}
