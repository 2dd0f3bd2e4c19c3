import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pRetry from "p-retry";
import { stringify } from "yaml";
import { run } from "../host/command.ts";
import { imageLabels } from "../host/docker/image-labels.ts";
import type { Engine } from "../host/engine.ts";
import type { AfterCreate } from "../model/cluster.ts";
import { messageOf, PlatformError } from "../model/errors.ts";
import { kubeadmPatchesLabel } from "../model/node-image.ts";
import type { KindConfig } from "../model/topology.ts";
import { runAfterCreate } from "./after-create.ts";
import { cleanLog } from "./clean-logs.ts";
import { makesNode } from "./creation-processes.ts";
import { deleteCluster } from "./deletion.ts";
import { startExternalEtcd } from "./external-etcd.ts";
import { mustHavePorts } from "./free-ports.ts";
import { withImagePatches } from "./image-patches.ts";
import { kindEnvironment, reasonOf } from "./kind-command.ts";
import { newKubeconfig } from "./kubeconfig.ts";
import { usesIpv6 } from "./loopback.ts";
import { createNetwork } from "./ownership.ts";
import { beyondLoopback } from "./published-ports.ts";
import { mustHaveBalancers, placedAddress, startBalancers } from "./virtual-address/balancers.ts";

/**
 * Time limit for `kind create cluster`, milliseconds, for one that hangs: what kubeadm waits for it gives up by itself
 * after 4 min, unless a kind file has it wait longer. Measured: 60 to 90 s for seven nodes on 2 cores; three nodes on a
 * machine that qemu emulates 9 min under its version 10, and more than 16 under 7.2.
 */
const createTimeoutMs = 1_800_000;

/** How often a cluster is created when a port chosen for it is lost to somebody else. */
const createAttempts = 3;

export interface CreateRequest {
  readonly name: string;
  readonly kind: string;
  readonly nodeImage: string;
  /** Version of Kubernetes in it, without the "v". */
  readonly kubernetes: string;
  readonly config: KindConfig;
  /** Of load balancers with a virtual address, where the configuration asks for them. */
  readonly balancerImage?: string;
  readonly afterCreate?: AfterCreate;
  readonly folder: string;
  /** Facts about the cluster that a later run wants to know: topology, profile, versions. */
  readonly labels: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  note(text: string): void;
}

/**
 * Creates a cluster with kind on a network of its own, external etcd before it where the configuration asks for it;
 * kind's log goes to the run's folder, the kubeconfig to the cluster's own. A port chosen for it that somebody else took in the meantime is
 * chosen again, with all the rest. A creation that fails leaves its nodes for `collectLogs`; the caller deletes them.
 */
export async function createCluster(engine: Engine, request: CreateRequest): Promise<void> {
  for (const line of beyondLoopback(request.config)) request.note(line);
  await mustHavePorts(request.config);
  await mustHaveBalancers(request);
  const config = await asImagesNeed(request);
  await pRetry(() => create(engine, { ...request, config }), {
    retries: createAttempts - 1,
    minTimeout: 0,
    shouldRetry: async ({ error }) => {
      const port = lostPort(messageOf(error), request.config);
      if (port === undefined) return false;
      request.note(`port ${port}, chosen for ${request.name}, was taken by somebody else: it is created again`);
      await deleteCluster(engine, request.kind, request.name);
      return true;
    },
  });
  if (request.afterCreate !== undefined) await runAfterCreate(request.afterCreate, request);
}

async function create(engine: Engine, request: CreateRequest): Promise<void> {
  await mkdir(request.folder, { recursive: true });
  const configFile = join(request.folder, "kind-config.yaml");
  await createNetwork(engine, request.name, request.labels, usesIpv6(request.config));
  const config = await placedAddress(engine, request.name, await startExternalEtcd(engine, request));
  await writeFile(configFile, stringify(config));
  const log = join(request.folder, "kind-create.log");
  const kubeconfig = await newKubeconfig(request.name);
  const argv = [request.kind, "create", "cluster", "--name", request.name];
  const options = {
    env: kindEnvironment(request.name),
    logFile: log,
    timeoutMs: createTimeoutMs,
    group: true,
    spares: makesNode,
  };
  const result = await run(
    [...argv, "--config", configFile, "--kubeconfig", kubeconfig, "--retain", "--verbosity", "1"],
    { ...options, signal: request.signal },
  ).finally(() => cleanLog(log).catch(() => {})); // What kubeadm says of a failure has tokens; without them, or not at all.
  if (result.exitCode !== 0) {
    throw new PlatformError(
      "create-failed",
      `kind could not create the cluster: ${reasonOf(result.stderr)} (log: ${log})`,
    );
  }
  await startBalancers(engine, request);
}

/** Each node's image: its own where the configuration pins one (kind's --image would replace that, too); and its patches. */
async function asImagesNeed({ config, nodeImage, kubernetes }: CreateRequest): Promise<KindConfig> {
  const nodes = config.nodes.map((node) => ({ ...node, image: node.image ?? nodeImage }));
  const folders = new Map<string, string>();
  for (const image of new Set(nodes.map(({ image }) => image))) {
    const folder = (await imageLabels(image))?.[kubeadmPatchesLabel];
    if (folder !== undefined) folders.set(image, folder);
  }
  return withImagePatches({ ...config, nodes }, folders, kubernetes);
}

/**
 * The host port that kind or the harness chose for a cluster and that something else had taken before Docker came to
 * bind it; undefined where a creation failed of anything else, or of a port that the configuration itself asks for.
 *
 * kind chooses a port by opening and closing it, and its nodes are made side by side: two of them can choose the same
 * one.
 */
export function lostPort(failure: string, config: KindConfig): number | undefined {
  const found = /:(\d+)(?:\/\w+)?\b[^\n]*?(?:port is already allocated|address already in use)/.exec(failure)?.[1];
  if (found === undefined) return undefined;
  const asked = new RegExp(`"(?:hostPort|apiServerPort)":${found}\\b`).test(JSON.stringify(config));
  return asked ? undefined : Number(found);
}
