import { z } from "zod";
import type { Answer } from "../net/local-endpoint.ts";

/** Items of one answer: the API's own memory and ours stay small on clusters of thousands of pods. */
const pageSize = 500;

/** More pages than this are no list: a cluster has at most 150,000 pods (kubernetes.io, large clusters). */
const mostPages = 10_000;

const pageSchema = z.object({
  items: z.array(z.unknown()).nullable(),
  metadata: z.object({ continue: z.string().optional() }).optional(),
});

/** All items of a list; else the status of the answer that is no page of one, or how many pages had no end. */
export type Listed =
  | { readonly items: readonly unknown[] }
  | { readonly status: number }
  | { readonly endlessPages: number };

/**
 * Reads a list page by page, without what nobody looks at of its items; `query` is "" or begins with "&". Rejects as
 * `ask` does, which gets path and query of one page after the other.
 */
export async function listPages(ask: (path: string) => Promise<Answer>, path: string, query = ""): Promise<Listed> {
  const items: unknown[] = [];
  const tokens = new Set<string>();
  let more = "";
  do {
    const { status, body } = await ask(`${path}?limit=${pageSize}${query}${more}`);
    const page = pageSchema.safeParse(body);
    if (status !== 200 || !page.success) return { status };
    for (const item of page.data.items ?? []) items.push(withoutBallast(item));
    const token = page.data.metadata?.continue ?? "";
    if (tokens.has(token) || tokens.size >= mostPages) return { endlessPages: tokens.size };
    if (token !== "") tokens.add(token);
    more = token === "" ? "" : `&continue=${encodeURIComponent(token)}`;
  } while (more !== "");
  return { items };
}

/** Of a container's environment only addresses are asked for: kube-vip is told there which one it carries. */
const askedEnvironment = ["address", "vip_address"];

interface Item {
  readonly metadata?: { managedFields?: unknown };
  readonly spec?: { readonly containers?: { env?: { name: string }[] }[]; initContainers?: unknown };
  readonly status?: { containerStatuses?: unknown; initContainerStatuses?: unknown };
}

/** Most bytes of a pod are of what no check asks for: who wrote which field, environments, states of containers. */
function withoutBallast(item: unknown): unknown {
  const { metadata, spec, status } = (item ?? {}) as Item;
  if (metadata?.managedFields !== undefined) metadata.managedFields = undefined;
  for (const container of spec?.containers ?? [])
    if (container.env !== undefined)
      container.env = container.env.filter(({ name }) => askedEnvironment.includes(name));
  if (spec?.initContainers !== undefined) spec.initContainers = undefined;
  if (status?.containerStatuses !== undefined) status.containerStatuses = undefined;
  if (status?.initContainerStatuses !== undefined) status.initContainerStatuses = undefined;
  return item;
}
