import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { stringify } from "yaml";
import { run } from "../host/command.ts";
import type { Engine } from "../host/engine.ts";
import { messageOf, PlatformError, UsageError } from "../model/errors.ts";
import type { KindConfig } from "../model/topology.ts";
import { collectEtcdLogs, removeExternalEtcd, startExternalEtcd } from "./external-etcd.ts";
import { lostPort } from "./lost-port.ts";
import { createNetwork, ownedClusters, removeNetwork } from "./ownership.ts";

/** Time limit for `kind create cluster`, milliseconds; measured: 60 to 90 s for seven nodes on 2 cores, kubeadm itself gives up after 4 min. */
const createTimeoutMs = 600_000;

/** How often a cluster is created when a port chosen for it is lost to somebody else. */
const createAttempts = 3;

export interface CreateRequest {
  readonly name: string;
  readonly kind: string;
  readonly nodeImage: string;
  readonly config: KindConfig;
  readonly folder: string;
  /** Facts about the cluster that a later run wants to know: topology, profile, versions. */
  readonly labels: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  note(text: string): void;
}

/** What kind reads from its environment: the cluster's own network, and no proxy of the shell's, which it would put into every node. */
export function kindEnvironment(network: string): Record<string, string | undefined> {
  const none = Object.fromEntries(
    ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"].map((name) => [name, undefined]),
  );
  return { ...none, KIND_EXPERIMENTAL_DOCKER_NETWORK: network, KIND_EXPERIMENTAL_PROVIDER: "docker" };
}

/**
 * Creates a cluster with kind on a network of its own, external etcd before it where the configuration asks for it; the kubeconfig and kind's log go to the run's folder.
 * A port chosen for it that somebody else took in the meantime is chosen again, with all the rest.
 * A creation that fails leaves its nodes for `collectLogs`; the caller deletes them.
 */
export async function createCluster(engine: Engine, request: CreateRequest): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await create(engine, request);
    } catch (error) {
      const port = lostPort(messageOf(error), request.config);
      if (port === undefined || attempt === createAttempts) throw error;
      request.note(`port ${port}, chosen for ${request.name}, was taken by somebody else: it is created again`);
      await deleteCluster(engine, request.kind, request.name);
    }
  }
}

async function create(engine: Engine, request: CreateRequest): Promise<void> {
  await mkdir(request.folder, { recursive: true });
  const configFile = join(request.folder, "kind-config.yaml");
  await createNetwork(engine, request.name, request.labels);
  await writeFile(configFile, stringify(await startExternalEtcd(engine, request)));
  const log = join(request.folder, "kind-create.log");
  const kubeconfig = kubeconfigOf(request.folder);
  // The file exists with its mode before kind writes the credentials into it.
  await writeFile(kubeconfig, "", { mode: 0o600 });
  const argv = [request.kind, "create", "cluster", "--name", request.name, "--image", request.nodeImage];
  const result = await run(
    [...argv, "--config", configFile, "--kubeconfig", kubeconfig, "--retain", "--verbosity", "1"],
    {
      env: kindEnvironment(request.name),
      logFile: log,
      timeoutMs: createTimeoutMs,
      signal: request.signal,
      group: true,
    },
  );
  if (result.exitCode !== 0) {
    throw new PlatformError(
      "create-failed",
      `kind could not create the cluster: ${reasonOf(result.stderr)} (log: ${log})`,
    );
  }
  await chmod(kubeconfig, 0o600);
}

/** Where the credentials of the run's cluster are. */
export function kubeconfigOf(folder: string): string {
  return join(folder, "kubeconfig");
}

/** Writes the kubeconfig of an existing cluster into a run's folder. */
export async function exportKubeconfig(kind: string, name: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(kubeconfigOf(folder), "", { mode: 0o600 });
  const result = await run([kind, "export", "kubeconfig", "--name", name, "--kubeconfig", kubeconfigOf(folder)], {
    env: kindEnvironment(name),
    timeoutMs: 60_000,
  });
  if (result.exitCode !== 0)
    throw new PlatformError("kubeconfig", `kind gave no kubeconfig of ${name}: ${reasonOf(result.stderr)}`);
  await chmod(kubeconfigOf(folder), 0o600);
}

/** A creation that was cut short may bring up containers for some seconds more: only two empty looks so far apart say that it is over. */
const quietMs = 1_500;
const deleteTimeoutMs = 60_000;

/** Deletes a cluster of ours with its network, and what a cut-short creation still brings up; what is gone already is fine. */
export async function deleteCluster(engine: Engine, kind: string, name: string): Promise<void> {
  const end = performance.now() + deleteTimeoutMs;
  const find = async () => (await ownedClusters(engine)).find((cluster) => cluster.name === name);
  let looked = false;
  for (let found = await find(); found !== undefined; found = await find()) {
    if (found.containers.length > 0) {
      await deleteNodes(kind, name);
      await removeExternalEtcd(engine, name);
    }
    // Containers that are being made have no place on the network yet: it goes last.
    else if (looked) await removeNetwork(engine, name);
    if (performance.now() > end) {
      throw new PlatformError("delete-failed", `${name} is still there after ${deleteTimeoutMs / 1_000} s`);
    }
    looked = true;
    await setTimeout(quietMs);
  }
}

async function deleteNodes(kind: string, name: string): Promise<void> {
  const result = await run([kind, "delete", "cluster", "--name", name, "--kubeconfig", "/dev/null"], {
    env: kindEnvironment(name),
    timeoutMs: 180_000,
    // Ctrl-C in a terminal reaches every process of its group: what tidies up must not be hit by it.
    group: true,
  });
  if (result.exitCode !== 0) {
    throw new PlatformError("delete-failed", `kind could not delete ${name}: ${reasonOf(result.stderr)}`);
  }
}

/** Writes the logs of every node of a cluster into a folder, as `kind export logs` does; throws PlatformError when it wrote none. */
export async function collectLogs(kind: string, name: string, folder: string): Promise<void> {
  const result = await run([kind, "export", "logs", folder, "--name", name], {
    env: kindEnvironment(name),
    timeoutMs: 180_000,
    // Ctrl-C in a terminal reaches every process of its group: what tidies up must not be hit by it.
    group: true,
  });
  await collectEtcdLogs(name, folder);
  // kind fails as a whole when one of its many commands does, a tool missing in the image for example, and writes the rest.
  const written = existsSync(folder) && readdirSync(folder).length > 0;
  if (result.exitCode !== 0 && !written) {
    throw new PlatformError("logs", `kind could not collect the logs of ${name}: ${reasonOf(result.stderr)}`);
  }
}

/** Throws UsageError when anything on the engine has the cluster's name already; such a thing is never touched. */
export async function mustBeFree(engine: Engine, name: string): Promise<void> {
  const { docker } = engine;
  const networks = await docker.listNetworks({ filters: { name: [`^${name}$`] } });
  const containers = await docker.listContainers({
    all: true,
    filters: { name: [`^/${name}-(control-plane|worker|external|etcd)`] },
  });
  if (networks.length + containers.length === 0) return;
  throw new UsageError(
    `the name ${name} is taken on this Docker engine: choose another with --name, or see "npm run chaos -- clean"`,
  );
}

/** The line of kind's output that says what was wrong: Docker's own word where it gave one, since kind only repeats the command. */
function reasonOf(stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const first = (pattern: RegExp) => lines.find((line) => pattern.test(line));
  return (
    first(/Error response from daemon/) ?? first(/^(ERROR|error|Error response)/) ?? lines.at(-1) ?? "no reason given"
  );
}
