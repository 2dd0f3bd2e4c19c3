import type { Reached } from "../../src/kube/reach.ts";
import type { Answer } from "../../src/net/local-endpoint.ts";
import type { Source } from "../../src/upgrade-watch/source.ts";

/** Lists as an API server would answer them, by the end of their paths; 403 where it is undefined. */
export type Lists = Readonly<Record<string, readonly object[] | undefined>>;

/** A source that answers each look with the next of these lists; what they do not name is empty. */
export function sourceOf(...looks: readonly Lists[]): Source {
  let turn = -1;
  return {
    within: () => {
      turn += 1;
      const lists = looks[Math.min(turn, looks.length - 1)] ?? {};
      return async (path) => answerOf(path, lists);
    },
    reached: () => ({ server: { insecure: false }, kubernetes: "v1.36.4" }) as unknown as Reached,
  };
}

function answerOf(path: string, lists: Lists): Answer {
  const name = path.split("?")[0]?.split("/").at(-1) ?? "";
  const items = name in lists ? lists[name] : [];
  if (items === undefined) return { status: 403, body: { message: "forbidden" } };
  return { status: 200, body: name === "version" ? items[0] : { items, metadata: {} } };
}
