import type { ReplicaName } from "../../model/application.ts";
import type { HttpAnswer } from "../../net/http-exchange.ts";

/** More of a name than any pod has is no name (RFC 1123 subdomain). */
const longestName = 253;

/**
 * The replica that an answer of an application names, by a header or a pattern in its body; undefined where nobody says
 * how. Throws where the answer has no such name.
 */
export function replicaIn(answer: HttpAnswer, how: ReplicaName | undefined): string | undefined {
  if (how === undefined) return undefined;
  const name = ("header" in how ? fromHeader(answer, how.header) : fromBody(answer, how.body))?.trim();
  if (name === undefined || name === "" || name.length > longestName || /\s/.test(name))
    throw new Error("the answer names no replica");
  return name;
}

function fromHeader({ headers = {} }: HttpAnswer, header: string): string | undefined {
  return [headers[header.toLowerCase()]].flat()[0];
}

function fromBody({ body }: HttpAnswer, pattern: string): string | undefined {
  const found = new RegExp(pattern).exec(body);
  return found?.[1] ?? found?.[0];
}
