import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findNodes } from "../../src/cluster/nodes.ts";
import { withPrefix } from "../../src/cluster/ownership.ts";
import { NotYet, until } from "../../src/host/clock.ts";
import { Engine } from "../../src/host/engine.ts";
import type { Cluster } from "../../src/model/cluster.ts";
import { controlPlanes } from "../../src/model/cluster.ts";
import { UsageError } from "../../src/model/errors.ts";
import { kubectl } from "../../src/node-tools/kubectl.ts";
import { loadFault, loadProcedure, namesOf } from "../../src/scenario/catalogue.ts";
import { begin, leftOn, mendAll, strikeAll, takeAllBack } from "../support/undo-trial.ts";

/*
 * Every fault on a real cluster, none of which is known here: taken back by two at once, again, and without an injection;
 * found and mended without a log; and the cluster is in its steady state after each. It takes the kept cluster that
 * KIND_CHAOS_TEST_CLUSTER names ("kind-chaos run … --keep" makes one), about 20 min long.
 */
const engine = new Engine();
/** How long each healing may take, milliseconds. */
const limitMs = 90_000;
const steadyMs = 240_000;
/** A Deployment that runs pods on every worker meanwhile: some faults break these. */
const pods = "undo-trial";
let cluster: Cluster;
const trial = () => ({ engine, cluster });

beforeAll(async () => {
  const named = process.env.KIND_CHAOS_TEST_CLUSTER;
  if (named === undefined || named === "") throw new UsageError("KIND_CHAOS_TEST_CLUSTER names no kept cluster");
  const name = withPrefix(named);
  const nodes = await findNodes(engine, name, name);
  if (nodes.length === 0) throw new UsageError(`there is no cluster ${name}`);
  const unknown = { topology: "", profile: "", kubernetes: "", kind: "", nodeImage: "" };
  cluster = { name, network: name, ...unknown, nodes };
  await steady();
  const image = await asked("get", "-n", "kube-system", "deployment/coredns", "-o", "jsonpath={..containers[0].image}");
  await asked("create", "deployment", pods, `--image=${image}`, "--replicas=6");
});
afterAll(async () => {
  await asked("delete", "deployment", pods);
});

/** What an administrator's kubectl says; throws where it fails. */
async function asked(...words: readonly string[]): Promise<string> {
  const [first] = controlPlanes(cluster);
  const { exitCode, stdout, stderr } = await engine.exec(first?.name ?? "", kubectl(...words));
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}

/** Waits until each API server is ready, each node too and not cordoned, and nothing of any fault is left. */
async function steady(): Promise<void> {
  const faults = await Promise.all(namesOf("fault").map(loadFault));
  const problems = async () => {
    const words: string[] = [];
    for (const { name, address } of controlPlanes(cluster)) {
      // Its own API server, not any that the load balancer finds.
      const { stdout, stderr } = await engine.exec(
        name,
        kubectl(`--server=https://${address}:6443`, "get", "--raw", "/readyz"),
      );
      if (stdout !== "ok") words.push(`${name}: ${stderr || stdout}`);
    }
    const nodes = await asked("get", "nodes", "--no-headers");
    words.push(...nodes.split("\n").filter((line) => line !== "" && !/^\S+ +Ready /.test(line)));
    const system = await asked("get", "pods", "-n", "kube-system", "--no-headers");
    words.push(...system.split("\n").filter((line) => line !== "" && !/^\S+ +(\d+)\/\1 +Running/.test(line)));
    return [...words, ...(await leftOn(trial(), faults)).map(({ node, what }) => `${node}: ${what}`)];
  };
  await until({ what: "the steady state", timeoutMs: steadyMs, everyMs: 2_000 }, async () => {
    const seen = await problems().catch((error: unknown) => [String(error)]);
    return seen.length === 0 ? true : new NotYet(seen.join("; "));
  });
}

describe.each(namesOf("fault"))("fault %s", (name) => {
  test("is taken back whole, however often and by how many, and leaves a cluster that is well", async ({ skip }) => {
    const definition = await loadFault(name);
    // Anew on every worker: what was before may have moved them away.
    await asked("rollout", "restart", `deployment/${pods}`);
    await asked("rollout", "status", `deployment/${pods}`, "--timeout=15s");
    if (definition.needs !== undefined) await perform(definition.needs);
    const begun = await begin(trial(), definition);
    if (typeof begun === "string") return skip(begun);
    // What only a part of can be done here is taken back all the same.
    const refused = await strikeAll(trial(), begun).catch((error: unknown) => error);
    const undone = begun.hits.flatMap((hit) => definition.undo(hit.context, begun.params, hit.captured));
    if (undone.length > 0 && refused === undefined && definition.sustained)
      expect((await leftOn(trial(), [definition])).filter(({ unseen }) => unseen === undefined)).not.toEqual([]);
    const takeBack = async () => (await takeAllBack(trial(), begun, limitMs)).detail;
    const told = await Promise.all([takeBack(), takeBack()]);
    expect(await leftOn(trial(), [definition]), told.join("; ")).toEqual([]);
    if (refused === undefined) expect(await takeAllBack(trial(), begun, limitMs)).toMatchObject({ proven: true });
    await steady();

    const unstruck = await begin(trial(), definition);
    if (typeof unstruck === "string") throw new Error(unstruck);
    for (const { context, captured } of unstruck.hits)
      for (const action of definition.undo(context, unstruck.params, captured)) await engine.act(action);
    expect(await leftOn(trial(), [definition])).toEqual([]);

    const again = await begin(trial(), definition);
    if (typeof again === "string") throw new Error(again);
    await strikeAll(trial(), again).catch(() => undefined);
    expect(await mendAll(trial(), definition, limitMs)).toEqual([]);
    expect(await leftOn(trial(), [definition])).toEqual([]);
    await steady();
  });
});

async function perform(name: string): Promise<void> {
  const procedure = await loadProcedure(name);
  const [node] = controlPlanes(cluster);
  if (node === undefined) throw new Error("no control plane");
  const context = { node, targets: [node], cluster, namespace: "default" };
  for (const action of procedure.actions(context, {})) await engine.act(action);
}
