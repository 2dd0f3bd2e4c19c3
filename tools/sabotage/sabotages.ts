import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Sabotage } from "./sabotage.ts";

const folder = join(import.meta.dirname, "sabotages");

/** The names of all sabotages, which are those of their files. */
export function sabotageNames(): string[] {
  return readdirSync(folder)
    .map((file) => file.replace(/\.ts$/, ""))
    .toSorted();
}

/** All sabotages by their names. */
export async function allSabotages(): Promise<ReadonlyMap<string, Sabotage>> {
  return new Map(await Promise.all(sabotageNames().map(async (name) => [name, await sabotageOf(name)] as const)));
}

/** The sabotage of a name. */
export async function sabotageOf(name: string): Promise<Sabotage> {
  const { default: sabotage } = (await import(join(folder, `${name}.ts`))) as { default: Sabotage };
  return sabotage;
}
