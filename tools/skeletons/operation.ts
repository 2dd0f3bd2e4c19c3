import { camelCase, type Skeleton, words } from "../skeleton.ts";

const skeleton: Skeleton = {
  summary: "src/probes/operations/<name>.ts and its test",
  files: (name) => [
    { file: `src/probes/operations/${name}.ts`, text: source(name) },
    { file: `test/unit/probes/operations/${name}.test.ts`, text: test(name) },
  ],
};
export default skeleton;

function source(name: string): string {
  return `import type { LaneSpec } from "../../model/lane.ts";
import { defineOperation, type LaneOptions, laneOf } from "../operation.ts";

/** GET /livez: say here what an answer shows that other operations do not. */
const operation = defineOperation({
  protocol: "http",
  name: "${name}",
  summary: "${words(name)}: say here in a few words what it shows",
  vias: ["api", "each-api-server", "in-cluster"],
  request: () => ({ method: "GET", path: "/livez", accept: "*/*" }),
  read: (body) => {
    if (!body.startsWith("ok")) throw new Error("not ok");
    return {};
  },
});
export default operation;

/** Lanes of this operation, by default through the load balancer. */
export function ${camelCase(name)}(options: LaneOptions = {}): LaneSpec {
  return laneOf(operation, options);
}
`;
}

function test(name: string): string {
  return `import { expect, it } from "vitest";
import operation, { ${camelCase(name)} } from "../../../../src/probes/operations/${name}.ts";

it("takes an answer that says ok, and no other", () => {
  expect(operation.read("ok")).toEqual({});
  expect(() => operation.read("[-]etcd failed")).toThrow("not ok");
});

it("goes through the load balancer unless a scenario says otherwise", () => {
  expect(${camelCase(name)}()).toMatchObject({ operation: "${name}", via: "api", connection: "new" });
});
`;
}
