import { run } from "./command.ts";
import type { HostFacts } from "./host-facts.ts";

/** What only a process on the engine's machine sees; undefined is what it does not tell. */
export type FarFacts = Pick<HostFacts, "inotifyInstances" | "inotifyWatches" | "openFileLimit"> & {
  /** Least free space among the file systems that images, containers and their volumes are on, bytes. */
  readonly freeBytes: number | undefined;
};

/** A folder on a volume, as nodes have /var. */
const onVolume = "/space";

const script = [
  `df -PB1 / ${onVolume}`,
  'echo "open_files=$(ulimit -H -n)"',
  "cd /proc/sys/fs/inotify && for limit in max_user_instances max_user_watches",
  'do echo "$limit=$(cat $limit)"',
  "done",
].join("\n");

/**
 * Looks at an engine's machine that is not this one by a container of ours there, made of an image that it has; the
 * container is gone afterwards, and its volume with it. Never throws.
 */
export async function farFacts(image: string): Promise<FarFacts> {
  const options = ["--rm", "--pull", "never", "--network", "none", "--read-only", "--cap-drop", "ALL"];
  const words = ["docker", "run", ...options, "--volume", onVolume, "--entrypoint", "/bin/sh", image, "-c", script];
  const result = await run(words, { timeoutMs: 20_000 }).catch(() => undefined);
  return parseFarFacts(result?.stdout ?? "");
}

/** Reads what the container printed: the lines of POSIX's `df -P` in bytes, then each limit with its name. */
export function parseFarFacts(text: string): FarFacts {
  const free = [...text.matchAll(/^\S+ +\d+ +\d+ +(\d+) +\d+% +\/\S*$/gm)].map(([, bytes]) => Number(bytes));
  const limit = (name: string) => {
    const value = new RegExp(`^${name}=(\\d+|unlimited)$`, "m").exec(text)?.[1];
    if (value === undefined) return undefined;
    return value === "unlimited" ? Number.POSITIVE_INFINITY : Number(value);
  };
  return {
    freeBytes: free.length === 0 ? undefined : Math.min(...free),
    openFileLimit: limit("open_files"),
    inotifyInstances: limit("max_user_instances"),
    inotifyWatches: limit("max_user_watches"),
  };
}
