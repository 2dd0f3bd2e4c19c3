import { z } from "zod";
import { PlatformError } from "../../model/errors.ts";
import { describeChosenEngine } from "./context.ts";

/** Engines that answer as Docker does, or have a command that is called as Docker's, and are not Docker. */
export type OtherEngine = "Podman" | "nerdctl";

const componentsSchema = z.array(z.looseObject({ Name: z.string() })).nullish();
const clientSchema = z.looseObject({ OsArch: z.string().optional(), Components: componentsSchema });
const versionSchema = z.looseObject({
  Client: clientSchema.nullish(),
  Server: z.looseObject({ Version: z.string().optional(), Components: componentsSchema }).nullish(),
});

/** What `docker version` prints as JSON, or what an engine tells of its version, as `Server`. */
export type VersionAnswer = z.infer<typeof versionSchema>;

/** Reads what `docker version` printed as JSON; undefined where it is none. */
export function readVersion(text: string): VersionAnswer | undefined {
  try {
    return versionSchema.parse(JSON.parse(text));
  } catch {
    // Nothing that Docker prints.
    return undefined;
  }
}

/**
 * Which other engine told its version; undefined for Docker. Docker's own command adds a component "Engine" to whatever
 * a Podman answers, so that Podman's own name is looked for first; only Podman's command has "OsArch", and only
 * nerdctl's has "buildctl" (Podman 4.3.1, nerdctl 2.1.2).
 */
export function otherEngine({ Client, Server }: VersionAnswer): OtherEngine | undefined {
  const names = (Server?.Components ?? []).map(({ Name }) => Name);
  if (names.includes("Podman Engine") || Client?.OsArch !== undefined) return "Podman";
  const isNerdctl = names[0] === "containerd" || Client?.Components?.some(({ Name }) => Name === "buildctl") === true;
  return isNerdctl ? "nerdctl" : undefined;
}

/** Why nothing is measured on what told this version, by the docker command; undefined for Docker. */
export function whyOther(answer: VersionAnswer, where = describeChosenEngine()): string | undefined {
  const command = otherEngine({ Client: answer.Client });
  if (command !== undefined) return refusal("the docker command on PATH", command);
  const engine = otherEngine(answer);
  return engine && refusal(`what answers at ${where}`, engine);
}

/** Throws PlatformError "not-docker" where an engine's own answer is another's than Docker's. */
export function mustBeDocker(server: unknown, where: string): void {
  const read = versionSchema.safeParse({ Server: server });
  const reason = read.success ? whyOther(read.data, where) : undefined;
  if (reason !== undefined) throw new PlatformError("not-docker", reason);
}

function refusal(who: string, engine: OtherEngine): string {
  return `${who} is ${engine}: clusters are measured on Docker only: choose it by the docker context or DOCKER_HOST, and use its own command`;
}
