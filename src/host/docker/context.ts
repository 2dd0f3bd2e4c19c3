import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { messageOf, UsageError } from "../../model/errors.ts";
import { readInputFile } from "../input-file.ts";
import { describeEndpoint, type Endpoint, parseEndpoint } from "./endpoint.ts";

/** The one engine that every command uses: that of the docker command, which kind takes too. */
export interface ChosenEngine {
  /** Name of the docker context; "default" where DOCKER_HOST or nobody says otherwise. */
  readonly context: string;
  readonly endpoint: Endpoint;
}

/** The variables that choose an engine. */
export type DockerEnvironment = Readonly<Record<string, string | undefined>>;

/** Context of DOCKER_HOST and of the engine's own usual place. */
const defaultContext = "default";

/** Far longer than any file of docker's own settings. */
const limits = { mostBytes: 2 ** 20 };

const configSchema = z.looseObject({ currentContext: z.string().optional() });
const metaSchema = z.looseObject({
  Endpoints: z.looseObject({
    docker: z.looseObject({ Host: z.string().default(""), SkipTLSVerify: z.boolean().default(false) }),
  }),
});

/**
 * Chooses the engine as the docker command does: DOCKER_HOST, else the context of DOCKER_CONTEXT, else the current one
 * of its settings. Throws UsageError for a context that does not exist, and for a kind of endpoint that cannot be used.
 */
export function chosenEngine(env: DockerEnvironment = process.env): ChosenEngine {
  const folder = settingsFolder(env);
  const context = nameOfContext(env, folder);
  const endpoint = context === defaultContext ? defaultEndpoint(env, folder) : endpointOf(context, folder);
  return { context, endpoint };
}

/**
 * Holds on to the context that is current now, for this process and whatever it starts (docker, kind, the watchdog):
 * who makes another one current meanwhile means later calls. What the environment says already stands.
 */
export function keepChosenEngine(env: Record<string, string | undefined> = process.env): void {
  if (!env.DOCKER_HOST) env.DOCKER_CONTEXT = nameOfContext(env, settingsFolder(env));
}

function settingsFolder(env: DockerEnvironment): string {
  return env.DOCKER_CONFIG || join(homedir(), ".docker");
}

/** The chosen engine in words for a person, or why there is none: "unix:///var/run/docker.sock of the context …". */
export function describeChosenEngine(choose: () => ChosenEngine = chosenEngine): string {
  try {
    const { context, endpoint } = choose();
    return `${describeEndpoint(endpoint)} of the docker context "${context}"`;
  } catch (error) {
    return messageOf(error);
  }
}

function nameOfContext(env: DockerEnvironment, folder: string): string {
  if (env.DOCKER_HOST) return defaultContext;
  return env.DOCKER_CONTEXT || currentContext(folder) || defaultContext;
}

function currentContext(folder: string): string | undefined {
  try {
    const text = readInputFile(join(folder, "config.json"), limits);
    return configSchema.parse(JSON.parse(text)).currentContext;
  } catch {
    // Without settings, or with broken ones, of which it warns itself, docker goes on as if there were none.
    return undefined;
  }
}

function defaultEndpoint(env: DockerEnvironment, folder: string): Endpoint {
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  const certificates = env.DOCKER_CERT_PATH || folder;
  const tls =
    verify || env.DOCKER_TLS ? { verify, ...materialIn(certificates), ...caIn(certificates, verify) } : undefined;
  return parseEndpoint("DOCKER_HOST", env.DOCKER_HOST ?? "", tls);
}

function endpointOf(context: string, folder: string): Endpoint {
  const id = createHash("sha256").update(context).digest("hex");
  const file = join(folder, "contexts", "meta", id, "meta.json");
  if (!existsSync(file))
    throw new UsageError(`the docker context "${context}" does not exist: "docker context ls" shows what there is`);
  let docker: z.infer<typeof metaSchema>["Endpoints"]["docker"];
  try {
    docker = metaSchema.parse(JSON.parse(readInputFile(file, limits))).Endpoints.docker;
  } catch (cause) {
    throw new UsageError(`the docker context "${context}" names no engine in ${file}: make it again`, { cause });
  }
  const certificates = join(folder, "contexts", "tls", id, "docker");
  const material = { ...materialIn(certificates), ...caIn(certificates, true) };
  const verify = !docker.SkipTLSVerify;
  const tls = Object.keys(material).length > 0 || !verify ? { verify, ...material } : undefined;
  return parseEndpoint(`the docker context "${context}"`, docker.Host, tls);
}

function materialIn(folder: string): { cert?: string; key?: string } {
  const [cert, key] = ["cert.pem", "key.pem"].map((name) => textOf(join(folder, name)));
  return cert === undefined || key === undefined ? {} : { cert, key };
}

function caIn(folder: string, wanted: boolean): { ca?: string } {
  const ca = wanted ? textOf(join(folder, "ca.pem")) : undefined;
  return ca === undefined ? {} : { ca };
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readInputFile(file, limits) : undefined;
}
