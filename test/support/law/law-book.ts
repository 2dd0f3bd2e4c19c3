import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Law } from "./law.ts";

const folder = join(import.meta.dirname, "../laws");

/** Every law by its name, which is that of its file. */
export async function loadLaws(): Promise<ReadonlyMap<string, Law<unknown>>> {
  const files = readdirSync(folder).toSorted();
  const loaded = await Promise.all(
    files.map(async (file): Promise<[string, Law<unknown>]> => {
      const module: { readonly default: Law<unknown> } = await import(join(folder, file));
      return [basename(file, ".ts"), module.default];
    }),
  );
  return new Map(loaded);
}
