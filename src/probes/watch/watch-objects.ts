import type { WatchArrival } from "../../model/watch.ts";
import type { WatchEventType, WatchOperation } from "../operation.ts";

/** What an observer keeps of an object; empty for an operation that observes none. */
type Observed = Pick<WatchArrival, "object">;

/**
 * The revision of a whole list, from the text of its answer, and what is kept of its objects; throws SyntaxError for
 * one without a revision.
 */
export function readList({ observer }: WatchOperation, text: string): Observed & { readonly revision: number } {
  const list: { metadata?: { resourceVersion?: string }; items?: unknown[] } = JSON.parse(text);
  const revision = Number(list.metadata?.resourceVersion ?? Number.NaN);
  if (!Number.isInteger(revision)) throw new SyntaxError("a list without metadata.resourceVersion");
  const items = list.items ?? [];
  return { revision, ...(observer && { object: { items: items.map((item) => observer(item, "ADDED")) } }) };
}

/** What is kept of the object of an event, from its line of the stream. */
export function observedEvent({ observer }: WatchOperation, line: Buffer): Observed {
  if (observer === undefined) return {};
  const { type, object } = JSON.parse(line.toString("utf8")) as { type: WatchEventType; object: unknown };
  return { object: observer(object, type) };
}
