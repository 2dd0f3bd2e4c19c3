import { existsSync, readdirSync } from "node:fs";
import { systemText } from "./system-text.ts";

/**
 * Whether this process is in a container of which the engine's machine does not have the files. A virtual machine that
 * was made of an image looks like one, and so does a container with an engine of its own: there an engine has them.
 */
export function isApart(env: NodeJS.ProcessEnv = process.env): boolean {
  const looks = existsSync("/.dockerenv") || existsSync("/run/.containerenv") || Boolean(env.KUBERNETES_SERVICE_HOST);
  return looks && !hasEngineBeside();
}

/** Whether an engine's process sees the same files as this one. */
function hasEngineBeside(): boolean {
  const own = rootMount(systemText("/proc/self/mountinfo"));
  return (
    own !== undefined &&
    readdirSync("/proc")
      .filter((name) => systemText(`/proc/${name}/comm`)?.trim() === "dockerd")
      .some((pid) => rootMount(systemText(`/proc/${pid}/mountinfo`)) === own)
  );
}

/**
 * The kernel's number of what is mounted at "/", from the text of a process's mountinfo; two views of files never have
 * the same (proc_pid_mountinfo(5)).
 */
export function rootMount(mountinfo: string | undefined): string | undefined {
  return /^(\d+) \d+ \S+ \S+ \/ /m.exec(mountinfo ?? "")?.[1];
}
