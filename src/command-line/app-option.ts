import { resolve } from "node:path";
import type { Command } from "commander";
import { type ApplicationOptions, applicationSchema } from "../model/application.ts";
import { UsageError } from "../model/errors.ts";

/** What a person says of an application of their own. */
export interface AppOptions {
  readonly app?: readonly string[];
  readonly appNamespace?: string;
  readonly appImage?: readonly string[];
  readonly appHttp?: string;
  readonly appTcp?: string;
  readonly appGrpc?: string;
  readonly appDns?: string;
  readonly appReplica?: string;
}

/** Adds the options that put an application of one's own in the place of the built-in workload. */
export function addAppOptions(command: Command): Command {
  const gather = (word: string, before: readonly string[] | undefined) => [...(before ?? []), word];
  return command
    .option(
      "--app <file>",
      "an application of your own in the place of the built-in workload: a manifest, a folder of them or a Helm chart; may be given several times (docs/your-application.md)",
      gather,
    )
    .option("--app-namespace <namespace>", "the same of one that runs in the cluster already: nothing is applied")
    .option("--app-image <image>", "an image of the local engine that is loaded into the nodes; several times", gather)
    .option("--app-http <service:port/path>", "how it is asked: web:80/healthz, or web:80/healthz=204")
    .option("--app-tcp <service:port>", "the same by a TCP connection")
    .option("--app-grpc <service:port/health>", "the same by gRPC's health check: web:9090, or web:9090/shop.Cart")
    .option("--app-dns <service:port/name>", "the same by a DNS question over UDP: names:53/shop.test=TXT")
    .option(
      "--app-replica <how>",
      "how an answer over HTTP names its replica: header:X-Served-By, or body:a pattern whose first group is the name",
    );
}

/** Whether options name an application of a person's own. */
export function hasApp({ app, appNamespace }: AppOptions): boolean {
  return app !== undefined || appNamespace !== undefined;
}

/** The application that options mean; undefined where they name none. Throws UsageError. */
export function applicationOf(options: AppOptions): ApplicationOptions | undefined {
  const { app, appNamespace, appImage, appReplica } = options;
  const ways = waysOf(options);
  if (!hasApp(options)) {
    const [given] = Object.entries({ ...ways, image: appImage, replica: appReplica }).find(([, one]) => one) ?? [];
    if (given !== undefined)
      throw new UsageError(
        `${flagOf(given)}: of which application? Name its manifests with --app, or its --app-namespace`,
      );
    return undefined;
  }
  if (appReplica !== undefined && ways.http === undefined)
    throw new UsageError("--app-replica: answers over HTTP name their replica: it goes with --app-http");
  const { http, ...others } = ways;
  const replica = appReplica === undefined ? {} : { replica: replicaOf(appReplica) };
  const application = {
    ...(app === undefined ? {} : { manifests: app.map((file) => resolve(file)) }),
    ...(appNamespace === undefined ? {} : { namespace: appNamespace }),
    ...(appImage === undefined ? {} : { images: [...appImage] }),
    ...(http === undefined ? {} : { http: { ...http, ...replica } }),
    ...others,
  };
  const parsed = applicationSchema.safeParse(application);
  if (parsed.success) return application as ApplicationOptions;
  const [issue] = parsed.error.issues;
  throw new UsageError(`--app: ${issue?.path.join(".") || "the application"}: ${issue?.message}`);
}

function waysOf({ appHttp, appTcp, appGrpc, appDns }: AppOptions) {
  return {
    ...(appHttp === undefined ? {} : { http: httpOf(appHttp) }),
    ...(appTcp === undefined ? {} : { tcp: placeOf(appTcp, "tcp") }),
    ...(appGrpc === undefined ? {} : { grpc: grpcOf(appGrpc) }),
    ...(appDns === undefined ? {} : { dns: dnsOf(appDns) }),
  };
}

function httpOf(word: string) {
  const { service, port, rest } = partsOf(word, "http");
  const [, path = "", expect] = /^(.*?)(?:=(\d{3}))?$/.exec(rest) ?? [];
  return {
    service,
    port,
    ...(path === "" ? {} : { path }),
    ...(expect === undefined ? {} : { expect: Number(expect) }),
  };
}

function placeOf(word: string, way: string) {
  const { service, port } = partsOf(word, way);
  return { service, port };
}

function grpcOf(word: string) {
  const { service, port, rest } = partsOf(word, "grpc");
  return { service, port, ...(rest === "" ? {} : { health: rest.slice(1) }) };
}

function dnsOf(word: string) {
  const { service, port, rest } = partsOf(word, "dns");
  const [, name = "", type] = /^\/(.*?)(?:=(\w+))?$/.exec(rest) ?? [];
  return { service, port, name, ...(type === undefined ? {} : { type: type.toUpperCase() as "A" }) };
}

function partsOf(word: string, way: string) {
  const match = /^([^:/\s]+):([^:/\s=]+)((?:\/\S*)?(?:=\w+)?)$/.exec(word);
  if (match === null)
    throw new UsageError(`${flagOf(way)} "${word}": write the Service and its port, for example web:80/healthz`);
  const [, service = "", port = "", rest = ""] = match;
  return { service, port: /^\d+$/.test(port) ? Number(port) : port, rest };
}

function flagOf(way: string): string {
  return `--app-${way}`;
}

function replicaOf(word: string) {
  const [kind, ...rest] = word.split(":");
  const value = rest.join(":");
  if (kind === "header" && value !== "") return { header: value };
  if (kind !== "body" || value === "")
    throw new UsageError(`--app-replica "${word}": write header:NAME or body:PATTERN`);
  try {
    new RegExp(value);
  } catch (cause) {
    throw new UsageError(`--app-replica "${word}": the pattern is no regular expression`, { cause });
  }
  return { body: value };
}

/** Options of an application, by the names of their flags. */
const flags: Readonly<Record<keyof AppOptions, string>> = {
  app: "app",
  appNamespace: "app-namespace",
  appImage: "app-image",
  appHttp: "app-http",
  appTcp: "app-tcp",
  appGrpc: "app-grpc",
  appDns: "app-dns",
  appReplica: "app-replica",
};

/** The arguments that say the same again. */
export function appArguments(options: AppOptions): string[] {
  return (Object.keys(flags) as (keyof AppOptions)[]).flatMap((key) =>
    [options[key] ?? []].flat().flatMap((value) => [`--${flags[key]}`, value]),
  );
}
