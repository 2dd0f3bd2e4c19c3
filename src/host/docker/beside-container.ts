import { realpathSync } from "node:fs";
import { sep } from "node:path";
import { packageFolder } from "../own-package.ts";
import { type AttachedContainer, type AttachedProcess, startAttached } from "./attached-container.ts";

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

/**
 * Runs this Node.js with a file of this package in a new container that shares another's network, and nothing else of it:
 * read-only, without rights but to prefer its process. That takes no root, but an engine on this very machine, whose
 * folders it sees. The container is gone when the process ends, and that ends when nobody holds its standard input.
 */
export function startBeside(beside: BesideContainer): AttachedProcess {
  return startAttached(attachedBeside(beside));
}

/** The container that is run. */
export function attachedBeside({ container, image, argv }: BesideContainer): AttachedContainer {
  const modules = modulesFolder(packageFolder);
  return {
    purpose: "probe",
    options: [
      ...["--network", `container:${container}`, "--cap-add", "SYS_NICE", "--cap-add", "DAC_READ_SEARCH"],
      // Where an engine gives containers users of their own, kind's nodes have the machine's, and networks go with users.
      ...["--userns", "host"],
      // Files of this machine have no label of SELinux that a container may read.
      ...["--security-opt", "label=disable"],
      ...mounted(realpathSync(process.execPath), nodePath),
      ...mounted(modules, modules),
    ],
    image,
    argv: [nodePath, ...argv],
  };
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
