/** One part of the command that runs the image, and what does not work without it. */
export interface RunPart {
  readonly words: readonly string[];
  readonly why: string;
}

/**
 * What `docker run` is given before the image's name; `work` is the folder with scenarios and reports, `cache` the cache
 * folder. Docker resolves paths of mounts on the engine's machine, so both are the same inside and outside.
 */
export function runParts(work: string, cache: string): RunPart[] {
  return [
    { words: ["--rm"], why: "nothing is kept in the container" },
    { words: ["--privileged"], why: "lanes via in-cluster enter the network of a worker, and calibrate sets up rules" },
    { words: ["--network", "host"], why: "everything is probed through ports on the loopback of the engine's machine" },
    { words: ["--pid", "host"], why: "claims, turns and the network of a worker are known by process ids" },
    { words: ["--volume", "/var/run/docker.sock:/var/run/docker.sock"], why: "the engine" },
    {
      words: ["--volume", `${cache}:${cache}`],
      why: "kind, kubeconfigs, undo logs, and keys that nodes mount from there",
    },
    { words: ["--env", `KIND_CHAOS_CACHE=${cache}`], why: "says where that is" },
    { words: ["--volume", `${work}:${work}`], why: "scenarios of one's own, the config file, and reports" },
    { words: ["--workdir", work], why: "where they are looked for" },
  ];
}

/** The words of the command that runs the image with what follows its name. */
export function runLine(image: string, work: string, cache: string, args: readonly string[]): string[] {
  return ["docker", "run", ...runParts(work, cache).flatMap(({ words }) => words), image, ...args];
}
