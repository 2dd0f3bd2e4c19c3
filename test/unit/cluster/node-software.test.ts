import { describe, expect, it } from "vitest";
import { bringSoftware } from "../../../src/cluster/node-software.ts";
import type { Engine } from "../../../src/host/engine.ts";
import type { Action } from "../../../src/model/action.ts";
import { cluster } from "../../support/recording-runtime.ts";

const source = "kc-x-software";
const wanted = "1.37.0 from node:v1.37.0";

/** An engine whose nodes have this already, and on which a command of a container fails where it is told so. */
function engineWith(has: Readonly<Record<string, string>>, failing?: string) {
  const done: string[] = [];
  const engine = {
    exec: async (node: string, argv: readonly string[]) => {
      const words = argv.join(" ");
      const isQuestion = words.includes('! -e "/var/lib/kind-chaos/software/$1/complete"');
      if (!isQuestion)
        done.push(
          `${node}: ${words.includes("images import") ? "import" : words.includes('rm -rf "/var/lib/kind-chaos/software/$1"') ? "make room" : argv[0]}`,
        );
      const exitCode = failing !== undefined && words.includes(failing) ? 1 : 0;
      return {
        exitCode,
        stdout: isQuestion ? (has[node] ?? "") : "pause\netcd\n",
        stderr: exitCode === 1 ? "no space\n" : "",
      };
    },
    act: async (action: Action) =>
      void done.push(action.do === "copy" ? `copy ${action.from} ${action.node}` : action.do),
    containers: {
      remove: async (name: string) => void done.push(`remove ${name}`),
      start: async ({ name }: { name: string }) => void done.push(`start ${name}`),
    },
  } as unknown as Engine;
  return { engine, done };
}

const request = { version: "1.37.0", nodeImage: "node:v1.37.0", signal: new AbortController().signal };
const nodes = cluster.nodes.filter(({ role }) => role !== "load-balancer").map(({ name }) => name);

describe("what an upgrade needs is brought to the nodes", () => {
  it("out of one container, which is gone afterwards, to those that lack it", async () => {
    const notes: string[] = [];
    const has = Object.fromEntries(nodes.slice(1).map((name) => [name, `${wanted}\n`]));
    const { engine, done } = engineWith({ ...has, "kc-x-worker": "1.37.0 from another" });
    await bringSoftware(engine, cluster, { ...request, note: (text) => notes.push(text) });
    const each = (node: string) => [`${node}: make room`, `copy ${source} ${node}`, `${node}: import`];
    expect(done).toEqual([
      ...[`remove ${source}`, `start ${source}`, `${source}: sh`],
      ...each("kc-x-control-plane"),
      ...each("kc-x-worker"),
      `remove ${source}`,
    ]);
    expect(notes).toEqual([
      "2 images and three programs of Kubernetes 1.37.0 out of node:v1.37.0",
      "Kubernetes 1.37.0 lies ready on control-plane",
      "Kubernetes 1.37.0 lies ready on worker",
    ]);
  });

  it("and nothing is done where every node has it", async () => {
    const { engine, done } = engineWith(Object.fromEntries(nodes.map((name) => [name, wanted])));
    await bringSoftware(engine, cluster, { ...request, note: () => {} });
    expect(done).toEqual([]);
  });

  it("or the reason is told, and the container is gone all the same", async () => {
    const { engine, done } = engineWith({}, "images import");
    await expect(bringSoftware(engine, cluster, { ...request, note: () => {} })).rejects.toThrow(
      "kc-x-control-plane does not get the software of an upgrade: no space",
    );
    expect(done.at(-1)).toBe(`remove ${source}`);
  });
});
