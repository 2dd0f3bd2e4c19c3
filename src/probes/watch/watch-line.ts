import { statusReason } from "../attempts/answer.ts";

/** What one line of a watch says. */
export type WatchLine =
  | { readonly is: "event" | "bookmark"; readonly revision: number }
  /**
   * The server ends the watch with a Status object; 410 where it no longer has the events after the revision asked for.
   */
  | { readonly is: "error"; readonly code: number; readonly reason: string }
  | { readonly is: "bad" };

/**
 * Bytes at the beginning of a line in which an object's own resourceVersion stands: only names, namespace and uid come
 * before it.
 */
const headBytes = 1_024;

/**
 * The head of a line as API servers write it, fields in the order of Go's ObjectMeta: before resourceVersion there are
 * only kind, apiVersion and plain words, in which no quote and no brace can stand. Anything else is parsed as a whole.
 */
const head =
  /^\{"type":"(ADDED|MODIFIED|DELETED|BOOKMARK)","object":\{(?:"\w+":"[^"\\]*",)*"metadata":\{(?:"\w+":"[^"\\]*",)*"resourceVersion":"(\d+)"/;

/**
 * Reads a line of a watch; of an event no more than it must, because an object's managedFields grow with every write.
 */
export function readWatchLine(line: Buffer): WatchLine {
  const match = head.exec(line.toString("latin1", 0, headBytes));
  if (match === null) return readWhole(line);
  return { is: match[1] === "BOOKMARK" ? "bookmark" : "event", revision: Number(match[2]) };
}

interface AnyLine {
  readonly type?: string;
  readonly object?: { readonly code?: number; readonly metadata?: { readonly resourceVersion?: string } };
}

function readWhole(line: Buffer): WatchLine {
  const text = line.toString("utf8");
  const parsed = parse(text);
  if (parsed?.type === "ERROR") {
    const reason = statusReason(text) ?? "unknown";
    return { is: "error", code: parsed.object?.code ?? 0, reason };
  }
  const revision = Number(parsed?.object?.metadata?.resourceVersion ?? Number.NaN);
  if (!Number.isInteger(revision)) return { is: "bad" };
  return { is: parsed?.type === "BOOKMARK" ? "bookmark" : "event", revision };
}

function parse(text: string): AnyLine | undefined {
  try {
    return JSON.parse(text) as AnyLine;
  } catch {
    return undefined; // A line that is none ends the stream as "bad-answer".
  }
}
