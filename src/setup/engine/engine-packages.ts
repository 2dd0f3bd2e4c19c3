import { writeFileSync } from "node:fs";
import type { OperatingSystem } from "../../host/operating-system.ts";
import type { StepContext } from "../steps/step.ts";
import { type AptSource, installPackages, mainSource, updateLists } from "./apt.ts";

const SOURCE_FILE = "/etc/apt/sources.list.d/kind-chaos-trixie.sources";
const PIN_FILE = "/etc/apt/preferences.d/kind-chaos-trixie";

/**
 * Installs the engine from the distribution's own packages. Debian 12's engine (20.10) cannot run privileged containers
 * where CAP_SYS_RESOURCE is missing, so Debian 12 takes the engine of Debian 13 from the mirror it already uses.
 */
export async function installEngine(system: OperatingSystem, context: StepContext): Promise<void> {
  await updateLists(context);
  if (system.id !== "debian" || system.codename !== "bookworm") {
    await installPackages(["docker.io", "containerd", "runc", "iptables", "tini"], context);
    return;
  }
  const source = await mainSource("bookworm", context.signal);
  writeFileSync(SOURCE_FILE, trixieSource(source));
  writeFileSync(PIN_FILE, trixiePin());
  await updateLists(context);
  const newer = ["docker.io", "containerd", "docker-cli"].map((name) => `${name}/trixie`);
  await installPackages([...newer, "runc", "iptables", "tini"], context);
}

/** A deb822 source for Debian 13 on the mirror and with the keyring of an existing source. */
export function trixieSource(source: AptSource): string {
  const lines = ["Types: deb", `URIs: ${source.uri}`, "Suites: trixie", "Components: main"];
  if (source.signedBy !== "") lines.push(`Signed-By: ${source.signedBy}`);
  return `${lines.join("\n")}\n`;
}

/** Keeps Debian 13 out of ordinary upgrades: its packages are taken only when asked for by name. */
export function trixiePin(): string {
  return "Package: *\nPin: release n=trixie\nPin-Priority: 100\n";
}
