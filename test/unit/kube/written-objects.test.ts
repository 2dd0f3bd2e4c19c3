import { expect, it } from "vitest";
import { readWrittenObjects } from "../../../src/kube/written-objects.ts";
import type { Answer } from "../../../src/net/local-endpoint.ts";

/** A server that answers what it was told, by path, and refuses everything else. */
function server(answers: Readonly<Record<string, Partial<Answer>>>) {
  return {
    call: async (_: "GET", path: string): Promise<Answer> => {
      const answer = answers[path];
      if (answer === undefined) throw new Error(`nobody meant ${path}`);
      return { status: 200, body: {}, ...answer } as Answer;
    },
  };
}

const path = "/api/v1/namespaces/kc/configmaps";
const list = { body: { items: [{ metadata: { name: "one" } }, { metadata: { name: "two" } }] } };

it("returns the tokens of every object of the namespace", async () => {
  const all = server({
    [path]: list,
    [`${path}/one`]: { body: { data: { "0-1": "", "0-2": "" } } },
    [`${path}/two`]: {},
  });
  expect(await readWrittenObjects(all, "control-plane", "kc")).toEqual({
    type: "written-objects",
    apiServer: "control-plane",
    complete: true,
    objects: { one: ["0-1", "0-2"], two: [] },
  });
});

it("says that it is not whole, and why, where an object cannot be read", async () => {
  const half = server({ [path]: list, [`${path}/one`]: {}, [`${path}/two`]: { status: 500 } });
  expect(await readWrittenObjects(half, "server", "kc")).toMatchObject({
    complete: false,
    error: "two: status 500",
    objects: {},
  });
});
