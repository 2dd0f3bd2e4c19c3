import { join } from "node:path";
import { fileState } from "../host/file-state.ts";
import { readInputBytes } from "../host/input-file.ts";
import { isFolder } from "../host/is-folder.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import { type Suite, suiteSchema } from "../model/suite.ts";
import { contradictionIn } from "./contradiction.ts";
import { type ReadSummary, SharedPlans } from "./shared-plans.ts";

/** The file that says what several runs came to. */
export const summaryFile = "summary.json";

/** 1,000 runs of the largest scenario have 30 MiB. */
const mostBytes = 256 * 2 ** 20;

/** Reads summaries of a night: what shards share is kept once, and a file that did not change since is not read again. */
export class SummaryReader {
  readonly #plans = new SharedPlans();
  readonly #known = new Map<string, { readonly state: string; readonly suite: Suite }>();

  /** Throws UsageError, with the file, for what cannot be read and for what contradicts itself. */
  read(file: string): Suite {
    const state = fileState(file);
    const known = this.#known.get(file);
    if (known !== undefined && known.state === state) return known.suite;
    const suite = readWhole(file, this.#plans);
    if (state !== undefined) this.#known.set(file, { state, suite });
    return suite;
  }
}

/** The summary that a person names by its file or its folder; throws UsageError where there is none that can be read. */
export function readNamedSummary(path: string): Suite {
  return readSummary(isFolder(path) === true ? join(path, summaryFile) : path, new SharedPlans());
}

function readWhole(file: string, plans: SharedPlans): Suite {
  const suite = readSummary(file, plans);
  // One that was merged is left out, and has what no single call can have: quarantines of two days, calls that are missing.
  const contradiction = suite.merged === null ? contradictionIn(suite) : undefined;
  if (contradiction === undefined) return suite;
  throw new UsageError(
    `${file} contradicts itself: ${plainText(contradiction)}: it was changed, or another kind-chaos made it`,
  );
}

function readSummary(file: string, plans: SharedPlans): Suite {
  let read: ReadSummary;
  try {
    read = plans.read(readInputBytes(file, { mostBytes, isForeign: true }));
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${file} is no JSON: ${plainText(messageOf(cause))}`, { cause });
  }
  const parsed = suiteSchema.safeParse(read.value);
  if (parsed.success) return plans.shared(parsed.data, read);
  const { harness } = (read.value ?? {}) as { readonly harness?: unknown };
  const [issue] = parsed.error.issues;
  const by = typeof harness === "string" ? `, written by kind-chaos ${plainText(harness)}` : "";
  throw new UsageError(
    `${file} is no summary that this kind-chaos reads${by}: ${issue?.path.join(".") || "all of it"}: ${plainText(issue?.message ?? "")}`,
  );
}
