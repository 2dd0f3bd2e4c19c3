import { createHash } from "node:crypto";
import type { Store } from "../../src/store/store.ts";

/** A store whose objects are a map here, and the keys in the order in which they were written and read. */
export function storeInMemory(content: Readonly<Record<string, string>> = {}) {
  const objects = new Map(Object.entries(content).map(([key, text]) => [key, Buffer.from(text)]));
  const written: string[] = [];
  const read: string[] = [];
  const store: Store = {
    list: async (prefix) =>
      [...objects]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, bytes]) => ({ key, bytes: bytes.length, version: createHash("md5").update(bytes).digest("hex") })),
    read: async (key) => {
      read.push(key);
      return objects.get(key) ?? Buffer.alloc(0);
    },
    write: async (key, bytes) => {
      written.push(key);
      objects.set(key, Buffer.from(bytes));
    },
    [Symbol.dispose]: () => {},
  };
  return { store, objects, written, read };
}
