import { spawn } from "node:child_process";

type Environment = Readonly<Record<string, string | undefined>>;

/** An opener that has not failed by then has opened, or waits for a browser; milliseconds. */
const failsWithinMs = 1_000;

/** The command by which a platform opens a file in the program for it; undefined where nobody could see it. */
export function openerOf(platform: NodeJS.Platform, environment: Environment): string | undefined {
  const isSet = (name: string) => (environment[name] ?? "") !== "";
  if (isSet("CI")) return undefined;
  if (platform === "darwin") return "open";
  if (platform !== "linux") return undefined;
  if (isSet("WSL_DISTRO_NAME")) return "wslview";
  return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") ? "xdg-open" : undefined;
}

/** Opens a file in the platform's program for it; returns whether that was begun. Never throws. */
export async function openFile(path: string, opener = openerOf(process.platform, process.env)): Promise<boolean> {
  if (opener === undefined) return false;
  return new Promise((resolve) => {
    const child = spawn(opener, [path], { detached: true, stdio: "ignore" });
    const timer = setTimeout(() => resolve(true), failsWithinMs);
    const end = (opened: boolean) => {
      clearTimeout(timer);
      resolve(opened);
    };
    child.on("error", () => end(false));
    child.on("exit", (code) => end(code === 0));
    child.unref();
  });
}
