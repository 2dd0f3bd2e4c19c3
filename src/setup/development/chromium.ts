import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What the browser is called on PATH, by Debian, other distributions and Google; any of them does. */
const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Where it lies on macOS, which has no name for it on PATH. */
const applications = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** What to do where there is none: one line, the same for everybody who needs it. */
export const chromiumAdvice = 'Chromium is missing: run "npx kind-chaos setup --dev", or name one by CHROME_PATH';

/**
 * The path of Chromium or Google Chrome on this machine: the one that CHROME_PATH names, as other tools read it, else
 * the first on PATH; undefined where there is none.
 */
export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROME_PATH) return isProgram(env.CHROME_PATH) ? env.CHROME_PATH : undefined;
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...applications].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
