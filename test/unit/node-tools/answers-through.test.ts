import { expect, test } from "vitest";
import type { Node } from "../../../src/model/cluster.ts";
import type { NodeRuntime } from "../../../src/model/node-runtime.ts";
import { alsoAnswersThrough } from "../../../src/node-tools/answers-through.ts";
import { pair, withPair } from "../../support/balancer-pair.ts";

test("a load balancer without a published port is asked from the other one", async () => {
  const [node, other] = pair as [Node, Node];
  const asked = (stdout: string) => {
    const look: NodeRuntime["look"] = async (name, argv) => {
      expect([name, argv.at(-1)]).toEqual([other.name, node.address]);
      return { exitCode: 0, stdout, stderr: "" };
    };
    const back = { proven: true, detail: "the container goes on" };
    return alsoAnswersThrough({ look } as NodeRuntime, { node, targets: [node], cluster: withPair }, back);
  };
  expect(await asked("answered\n")).toEqual({
    proven: true,
    detail: "the container goes on, an API server answers through it",
  });
  expect(await asked("")).toEqual({ proven: false, detail: "the container goes on, none yet answers through it" });
});
