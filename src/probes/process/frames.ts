import { deserialize, serialize } from "node:v8";
import { PlatformError } from "../../model/errors.ts";

/** Before each message stands its length, in bytes of four. */
const headBytes = 4;
/** Far longer than what any message has: a second of a hundred lanes is 100 kB. */
const mostBytes = 2 ** 26;

/** A message as it goes over a stream of bytes, with all that Node's own channel between processes carries. */
export function frameOf(message: unknown): Buffer {
  const body = serialize(message);
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/**
 * Returns what takes the bytes of a stream as they come, and tells each message when it is whole. Throws PlatformError
 * "prober" for what nobody sends: something else than a probing process writes there.
 */
export function frameReader(onMessage: (message: unknown) => void): (part: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  return (part) => {
    parts.push(part);
    length += part.length;
    for (;;) {
      if (length < headBytes) return;
      const whole = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
      parts = [whole];
      const wanted = whole.readUInt32BE(0);
      if (wanted > mostBytes)
        throw new PlatformError("prober", "what came from the probing process is no message of it");
      if (length < headBytes + wanted) return;
      parts = [whole.subarray(headBytes + wanted)];
      length -= headBytes + wanted;
      onMessage(deserialize(whole.subarray(headBytes, headBytes + wanted)));
    }
  };
}
