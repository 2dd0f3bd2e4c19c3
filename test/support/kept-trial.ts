import { findNodes } from "../../src/cluster/nodes.ts";
import { withPrefix } from "../../src/cluster/ownership.ts";
import { NotYet, until } from "../../src/host/clock.ts";
import type { Engine } from "../../src/host/engine.ts";
import { controlPlanes, workers } from "../../src/model/cluster.ts";
import { messageOf, UsageError } from "../../src/model/errors.ts";
import type { FaultDefinition } from "../../src/model/fault.ts";
import { kubectl } from "../../src/node-tools/kubectl.ts";
import { loadProcedure } from "../../src/scenario/catalogue.ts";
import { leftOn, type Trial } from "./undo-trial.ts";

/** A kept cluster on which faults are tried, and what its administrator does there. */
export interface KeptTrial extends Trial {
  /** Has pods that are Ready on every worker, which some faults break, or moved away before; throws where they are not. */
  spreadPods(): Promise<void>;
  /** Deletes these pods. */
  removePods(): Promise<void>;
  /**
   * Waits until each API server is ready, each node too and not cordoned, the system's pods run, and nothing of these
   * faults is left; throws PlatformError with what is not so when the time is over.
   */
  steady(faults: readonly FaultDefinition[]): Promise<void>;
  /** Carries out a procedure that a fault needs, a snapshot for example. */
  perform(procedure: string): Promise<void>;
}

/** How long it may take, milliseconds. */
export interface TrialLimits {
  readonly steadyMs: number;
  /** Of one command of kubectl. */
  readonly askMs: number;
}

/** A Deployment, and how many of its pods there are for each worker. */
const pods = "undo-trial";
const podsEach = 2;

/** The cluster that "kind-chaos run … --keep --name …" has kept; throws UsageError where there is none. */
export async function keptTrial(engine: Engine, named: string, { steadyMs, askMs }: TrialLimits): Promise<KeptTrial> {
  const name = withPrefix(named);
  const nodes = await findNodes(engine, name, name);
  const unknown = { topology: "", profile: "", kubernetes: "", kind: "", nodeImage: "" };
  const cluster = { name, network: name, ...unknown, nodes };
  const [first] = controlPlanes(cluster);
  if (first === undefined) throw new UsageError(`there is no cluster ${name}`);
  const trial: Trial = { engine, cluster };
  const asked = async (...words: readonly string[]) => {
    const { exitCode, stdout, stderr } = await engine.exec(first.name, kubectl(...words), askMs);
    if (exitCode !== 0) throw new Error(stderr);
    return stdout;
  };
  const problems = async (faults: readonly FaultDefinition[]) => {
    const words: string[] = [];
    for (const { name: node, address } of controlPlanes(cluster)) {
      // Its own API server, not any that the load balancer finds.
      const ready = kubectl(`--server=https://${address}:6443`, "get", "--raw", "/readyz");
      const { stdout, stderr } = await engine.exec(node, ready, askMs);
      if (stdout !== "ok") words.push(`${node}: ${stderr || stdout}`);
    }
    words.push(...linesBut(/^\S+ +Ready /, await asked("get", "nodes", "--no-headers")));
    const system = await asked("get", "pods", "-n", "kube-system", "--no-headers");
    words.push(...linesBut(/^\S+ +(\d+)\/\1 +Running/, system));
    return [...words, ...(await leftOn(trial, faults)).map(({ node, what }) => `${node}: ${what}`)];
  };
  const onWorkers = async () =>
    (await asked("get", "pods", "-l", `app=${pods}`, "-o", "jsonpath={..nodeName}")).split(" ");
  return {
    ...trial,
    spreadPods: async () => {
      if ((await asked("get", "deployment", pods, "--ignore-not-found")) === "") {
        const images = ["-n", "kube-system", "deployment/coredns", "-o", "jsonpath={..containers[0].image}"];
        const image = await asked("get", ...images);
        await asked(
          "create",
          "deployment",
          pods,
          `--image=${image}`,
          `--replicas=${workers(cluster).length * podsEach}`,
        );
      }
      const ready = ["rollout", "status", `deployment/${pods}`, "--request-timeout=0", `--timeout=${askMs / 2_000}s`];
      await asked(...ready);
      const found = await onWorkers();
      if (workers(cluster).every((node) => found.includes(node.name))) return;
      await asked("rollout", "restart", `deployment/${pods}`);
      await asked(...ready);
    },
    removePods: async () => {
      await asked("delete", "deployment", pods, "--ignore-not-found");
    },
    steady: async (faults) => {
      await until({ what: "the steady state", timeoutMs: steadyMs, everyMs: 2_000 }, async () => {
        const seen = await problems(faults).catch((error: unknown) => [messageOf(error)]);
        return seen.length === 0 ? true : new NotYet(seen.join("; "));
      });
    },
    perform: async (procedure) => {
      const { actions } = await loadProcedure(procedure);
      const context = { node: first, targets: [first], cluster, namespace: "default" };
      for (const action of actions(context, {})) await engine.act(action);
    },
  };
}

function linesBut(good: RegExp, text: string): string[] {
  return text.split("\n").filter((line) => line !== "" && !good.test(line));
}
