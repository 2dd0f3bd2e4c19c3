import { z } from "zod";
import { messageOf } from "../model/errors.ts";
import type { EventOf } from "../model/event.ts";
import type { Answer } from "../net/local-endpoint.ts";

const listSchema = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });
const objectSchema = z.object({ data: z.record(z.string(), z.string()).default({}) });

/** How long one answer may take, milliseconds: the server may just have come back. */
const timeoutMs = 30_000;

/** Who calls one API server. */
interface Caller {
  call(method: "GET", path: string, body: undefined, timeoutMs: number): Promise<Answer>;
}

/**
 * Every object of a namespace with the tokens that the write lanes left in it, read through one API server. Each is
 * read by itself and without a resourceVersion: such a read always comes from etcd's quorum, a list may come from a
 * cache. What cannot be read makes it incomplete, with why.
 */
export async function readWrittenObjects(
  caller: Caller,
  apiServer: string,
  namespace: string,
): Promise<Omit<EventOf<"written-objects">, "at">> {
  const path = `/api/v1/namespaces/${namespace}/configmaps`;
  const read = async (of: string) => caller.call("GET", of, undefined, timeoutMs);
  try {
    const { items } = listSchema.parse((await read(path)).body);
    const objects: Record<string, string[]> = {};
    for (const { metadata } of items) {
      const answer = await read(`${path}/${metadata.name}`);
      if (answer.status !== 200) throw new Error(`${metadata.name}: status ${answer.status}`);
      objects[metadata.name] = Object.keys(objectSchema.parse(answer.body).data);
    }
    return { type: "written-objects", apiServer, complete: true, objects };
  } catch (error) {
    // What could not be read back accuses nobody; the guarantee says that it was not.
    return { type: "written-objects", apiServer, complete: false, error: messageOf(error), objects: {} };
  }
}
