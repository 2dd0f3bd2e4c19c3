import { isFolder } from "../host/is-folder.ts";
import type { ShardChoice } from "../model/shard.ts";
import type { Suite } from "../model/suite.ts";
import type { SuiteTerms } from "../model/suite-terms.ts";
import json from "../report/suite/json.ts";
import { harnessCommit } from "../run/harness-commit.ts";
import { describeAddress, type StoreAddress } from "../store/address.ts";
import { toStderr, toStdout } from "../terminal/output.ts";
import type { FoundSummary } from "./found-summary.ts";
import { foldersOf, keepInStore, placeOfShard } from "./keep-in-store.ts";
import { areSameTerms } from "./merged-terms.ts";
import { isOfCall, type WishedRun } from "./same-call.ts";
import { Sources } from "./sources.ts";

/** Which shard of which call is looked for. */
export interface WantedShard extends ShardChoice {
  readonly seed: number;
  /** The runs of all shards. */
  readonly wished: readonly WishedRun[];
  /** The terms of all of them: what was allowed before is not now. */
  readonly terms: SuiteTerms;
}

/** The same, and where it is looked for. */
export interface Wanted extends WantedShard {
  readonly reports: string;
  readonly store: StoreAddress | undefined;
}

/**
 * Whether a shard was run before and is whole, in the store or in the folder of reports: then it is printed, and the exit
 * code is its own. What lies here alone is put into the store, since that may be what was missing. Throws what the store
 * throws, and UsageError for a summary that cannot be read.
 */
export async function isResumed({ reports, store, ...shard }: Wanted, asJson: boolean): Promise<boolean> {
  const place = store && placeOfShard(store, shard);
  const stored = place && (await wholeIn(describeAddress(place), shard));
  const here = stored === undefined && isFolder(reports) === true ? await wholeIn(reports, shard) : undefined;
  if (here !== undefined && place !== undefined)
    toStderr(`${await keepInStore(place, foldersOf(here.suite, here.folder))}\n`);
  const whole = stored ?? here;
  if (whole === undefined) return false;
  const where = stored === undefined || place === undefined ? whole.folder : describeAddress(place);
  if (asJson) toStdout(json.render({ suite: whole.suite }));
  else toStdout(`shard ${shard.index}/${shard.of}: ${whole.suite.outcome}, run before and whole: ${where}\n`);
  process.exitCode = whole.suite.exitCode;
  return true;
}

async function wholeIn(place: string, wanted: WantedShard): Promise<FoundSummary | undefined> {
  using sources = await Sources.open([place]);
  const { found } = await sources.find({ mayCome: true });
  return found.find(({ suite }) => isWholeShard(suite, wanted));
}

/**
 * Whether a summary is of a shard of a call, and all of it came to its end: one that died, was stopped, left a run out, or
 * whose harness failed has to be run again, and so has one of another commit, or of a call of other runs or on other terms.
 */
export function isWholeShard({ shard, seed, end, runs, commit, terms }: Suite, wanted: WantedShard): boolean {
  return (
    shard?.index === wanted.index &&
    shard.of === wanted.of &&
    seed === wanted.seed &&
    commit === harnessCommit() &&
    end === "completed" &&
    runs.every(({ result, unsupported }) => unsupported || (result !== null && !result.harnessFailed)) &&
    areSameTerms(terms, wanted.terms) &&
    isOfCall(shard.plan, wanted.wished)
  );
}
