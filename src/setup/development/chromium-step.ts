import { mustRun } from "../../host/command.ts";
import { readSystem } from "../../host/operating-system.ts";
import { messageOf, PlatformError, UsageError } from "../../model/errors.ts";
import { installPackages, updateLists } from "../engine/apt.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { chromiumPath } from "./chromium.ts";

/** The browser, and a family of fonts: without one it draws boxes for letters, and pictures differ between machines. */
const packages = ["chromium", "fonts-dejavu-core"];

/** Provides the browser that the tests of pages need; running scenarios needs none. */
export const chromiumStep: Step = {
  name: "chromium",
  title: "Chromium for the tests of pages",
  async check(signal) {
    if (process.env.CHROME_PATH && chromiumPath() === undefined)
      throw new UsageError(
        `CHROME_PATH names ${process.env.CHROME_PATH}, which is no program: correct it or unset it.`,
      );
    return found(signal);
  },
  async run(context) {
    await install(context);
    const version = await found(context.signal);
    if (version === undefined)
      throw new PlatformError("chromium-missing", "the package was installed, but there is no Chromium on PATH");
    return version;
  },
};

/** What it says of itself, "Chromium 140.0.7339.80"; one that cannot say that cannot show a page either. */
async function found(signal: AbortSignal): Promise<string | undefined> {
  const path = chromiumPath();
  if (path === undefined) return undefined;
  const version = await mustRun([path, "--version"], { timeoutMs: 30_000, signal });
  return `${version.trim().split("\n").at(-1) ?? ""}, ${path}`;
}

async function install(context: StepContext): Promise<void> {
  const system = readSystem();
  if (!system.hasApt) throw new UsageError(adviceBecause(`${system.name} is neither Debian nor Ubuntu`));
  if (!system.isRoot) throw new UsageError(adviceBecause("this user is not root"));
  await updateLists(context);
  try {
    await installPackages(packages, context);
  } catch (error) {
    if (context.signal.aborted) throw error;
    // Ubuntu has it as a snap alone, which can neither run in a container nor open files outside of the home folder.
    throw new UsageError(adviceBecause(`apt does not have it here (${messageOf(error)})`), { cause: error });
  }
}

function adviceBecause(reason: string): string {
  return `no Chromium is on PATH, and ${reason}: install Chromium or Google Chrome (not as a snap), or name one by CHROME_PATH, then run this again.`;
}
