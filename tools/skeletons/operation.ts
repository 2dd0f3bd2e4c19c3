import type { Skeleton } from "../skeleton.ts";

/** An operation that asks an API server whether it is alive. */
export default {
  files: ({ name, identifier, words }) => ({
    [`src/probes/operations/${name}.ts`]: `import type { LaneSpec } from "../../model/lane.ts";
import { type HttpOperation, type LaneOptions, laneOf } from "../operation.ts";

/** GET /livez: whether an API server is alive, by its own word. */
const operation: HttpOperation = {
  protocol: "http",
  name: "${name}",
  summary: "${words}: an API server's own word on whether it is alive",
  vias: ["api", "each-api-server"],
  deadlineMs: 5_000,
  destination: "api",
  changesState: false,
  permissions: [{ verb: "get", path: "/livez" }],
  request: () => ({ method: "GET", path: "/livez", accept: "*/*" }),
  read: (body) => {
    if (!body.startsWith("ok")) throw new Error("not ok");
    return {};
  },
};
export default operation;

/** A lane of looks at an API server's life. */
export function ${identifier}(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
`,
    [`test/unit/probes/operations/${name}.test.ts`]: `import { expect, it } from "vitest";
import operation from "../../../../src/probes/operations/${name}.ts";

it("reads a whole answer", () => {
  expect(operation.read("ok")).toEqual({});
  expect(() => operation.read("[-]etcd failed")).toThrow("not ok");
});
`,
  }),
  next: ["say what an attempt asks for, and how a whole answer is read"],
} satisfies Skeleton;
