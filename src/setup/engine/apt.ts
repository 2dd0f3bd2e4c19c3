import { mustRun, run } from "../../host/command.ts";
import { PlatformError } from "../../model/errors.ts";
import type { StepContext } from "../steps/step.ts";

const APT_TIMEOUT_MS = 900_000;
const APT_ENV = { DEBIAN_FRONTEND: "noninteractive" };

/** A package source of this machine, as apt itself reads it from all of its files. */
export interface AptSource {
  readonly uri: string;
  readonly codename: string;
  readonly component: string;
  /** The keyring that signs it, when the source names one. */
  readonly signedBy: string;
}

/** Fetches the lists; a source that fails is left to the installation to miss, since it may not be needed. */
export async function updateLists(context: StepContext): Promise<void> {
  context.note("fetching package lists");
  await run(["apt-get", "update"], {
    logFile: context.logFile,
    signal: context.signal,
    env: APT_ENV,
    timeoutMs: APT_TIMEOUT_MS,
  });
}

/** Installs packages ("name" or "name/suite") without the recommended ones. */
export async function installPackages(packages: readonly string[], context: StepContext): Promise<void> {
  context.note(`installing ${packages.join(" ")}`);
  await mustRun(["apt-get", "install", "-y", "--no-install-recommends", ...packages], {
    logFile: context.logFile,
    signal: context.signal,
    env: APT_ENV,
    timeoutMs: APT_TIMEOUT_MS,
  });
}

/** The machine's own source for the main part of its Debian release: other suites are taken from the same mirror. */
export async function mainSource(codename: string, signal: AbortSignal): Promise<AptSource> {
  const format = "$(REPO_URI)|$(CODENAME)|$(COMPONENT)|$(SIGNED_BY)|$(SUITE)";
  const listing = await mustRun(["apt-get", "indextargets", "--format", format, "Created-By: Packages"], { signal });
  const source = parseTargets(listing).find((each) => each.codename === codename && each.component === "main");
  if (source === undefined)
    throw new PlatformError("apt-source-missing", `no apt source of this machine offers ${codename} main`);
  return source;
}

/** Reads what `apt-get indextargets` printed in the format of mainSource. */
export function parseTargets(listing: string): AptSource[] {
  return listing
    .split("\n")
    .filter((line) => line.includes("|"))
    .map((line) => {
      const [uri = "", codename = "", component = "", signedBy = ""] = line.split("|");
      return { uri, codename, component, signedBy: signedBy.startsWith("/") ? signedBy : "" };
    });
}
