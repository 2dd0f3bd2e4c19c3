import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** An answer of a server with all of its body. */
export interface WholeAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** Reads an answer to its end; throws where it breaks off. */
export async function readWhole(told: IncomingMessage): Promise<WholeAnswer> {
  const body = await buffer(told);
  return { status: told.statusCode ?? 502, type: told.headers["content-type"] ?? "", body };
}

/** Gives an answer, perhaps another one than was read. */
export function giveWhole(answer: ServerResponse, { status, type, body }: WholeAnswer): void {
  answer.writeHead(status, { "content-type": type, "content-length": body.length }).end(body);
}
