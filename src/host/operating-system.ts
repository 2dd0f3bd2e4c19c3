import { readFileSync } from "node:fs";

/** What decides how missing packages can be installed. */
export interface OperatingSystem {
  /** As the system calls itself, for messages. */
  readonly name: string;
  /** "debian", "ubuntu", … from os-release. */
  readonly id: string;
  /** "bookworm", "trixie", … or empty. */
  readonly codename: string;
  /** Debian or Ubuntu. */
  readonly hasApt: boolean;
  readonly isRoot: boolean;
}

/** Reads os-release and the user; a system without that file is known by its platform name only. */
export function readSystem(): OperatingSystem {
  let content = "";
  try {
    content = readFileSync("/etc/os-release", "utf8");
  } catch {
    // Not Linux, or a very small one: the platform's name has to do.
  }
  return { ...parseOsRelease(content), isRoot: process.getuid?.() === 0 };
}

/** Reads the lines of an os-release file. */
export function parseOsRelease(content: string): Omit<OperatingSystem, "isRoot"> {
  const values = new Map<string, string>();
  for (const line of content.split("\n")) {
    const match = /^([A-Z_]+)="?([^"]*)"?$/.exec(line.trim());
    if (match) values.set(match[1] ?? "", match[2] ?? "");
  }
  const id = values.get("ID") ?? process.platform;
  const family = [id, ...(values.get("ID_LIKE") ?? "").split(" ")];
  return {
    id,
    name: values.get("PRETTY_NAME") ?? id,
    codename: values.get("VERSION_CODENAME") ?? "",
    hasApt: family.includes("debian") || family.includes("ubuntu"),
  };
}
