import { UsageError } from "../model/errors.ts";
import { runSetOf } from "../reference/run-set-of.ts";
import type { Prepared } from "../scenario/prepare.ts";
import { looksOf } from "../statistics/looks.ts";
import { LooksAgainst } from "./looks-against.ts";

/** The comparison with other runs that `--against` asks for, if any; throws UsageError where it could never be told. */
export async function looksAgainst(
  against: string | undefined,
  prepared: readonly Pick<Prepared, "name" | "unsupported">[],
  repeat: number,
  { isShard, versions = [] }: { readonly isShard: boolean; readonly versions?: readonly string[] | undefined },
): Promise<LooksAgainst | undefined> {
  if (against === undefined) return undefined;
  if (isShard)
    throw new UsageError("--against: a shard has a part of the runs only: compare them all when they are merged");
  if (versions.length > 1)
    throw new UsageError(
      `--against ${against}: runs on several versions are no repetitions of one: leave --versions out`,
    );
  if (looksOf(repeat).length === 0)
    throw new UsageError(
      `--against ${against}: nothing is told before 6 runs of each: --repeat 6 or more, 12 finds more`,
    );
  const scenarios = prepared.flatMap(({ name, unsupported }) => (unsupported === undefined ? [name] : []));
  const { set } = await runSetOf(against);
  const missing = scenarios.find((name) => !set.scenarios.some(({ scenario }) => scenario === name));
  if (missing !== undefined) throw new UsageError(`--against ${against}: there are no runs of ${missing} in it`);
  return new LooksAgainst(set, scenarios, repeat);
}
