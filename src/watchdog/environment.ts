import { isAbsolute, resolve } from "node:path";

/** What chooses the engine, where things are kept, and who the user is. */
const wanted = /^(?:HOME|PATH|USER|LANG|TMPDIR|XDG_CACHE_HOME|KIND_CHAOS_CACHE|NODE_COMPILE_CACHE|DOCKER_\w+)$/;
/** Those of them that name a folder, which may be told from where the harness works. */
const folders = /^(?:HOME|TMPDIR|XDG_CACHE_HOME|KIND_CHAOS_CACHE|NODE_COMPILE_CACHE|DOCKER_CONFIG|DOCKER_CERT_PATH)$/;
/** A relative one counts as none (XDG Base Directory Specification), and must not become an absolute one that counts. */
const onlyAbsolute: readonly string[] = ["XDG_CACHE_HOME"];

/**
 * The variables that a watchdog is started with, its folders absolute: few, so that it holds no secret of a job for
 * longer than the job, and none by which a CI system knows the processes that it ends with a job.
 */
export function watchdogEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name, value = ""]) => wanted.test(name) && value !== "");
  const counting = kept.filter(([name, value = ""]) => !onlyAbsolute.includes(name) || isAbsolute(value));
  return Object.fromEntries(counting.map(([name, value = ""]) => [name, folders.test(name) ? resolve(value) : value]));
}
