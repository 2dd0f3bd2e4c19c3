import { listPages } from "../audit/list-pages.ts";
import { mayBeMissing } from "../audit/lists.ts";
import type { Ask } from "./source.ts";

/** All items of a list; undefined where this user may not read it. Rejects where there is no other answer. */
export async function readItems(ask: Ask, path: string, query = ""): Promise<readonly unknown[] | undefined> {
  const listed = await listPages(ask, path, query);
  if ("items" in listed) return listed.items;
  if ("endlessPages" in listed) throw new Error("the list has no end");
  if (listed.status === 403) return undefined;
  if (mayBeMissing(path, listed.status)) return [];
  throw new Error(`status ${listed.status}`);
}
