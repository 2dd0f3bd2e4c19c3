import type { WatchTrack } from "../../model/timeline.ts";
import { podState } from "../watch/observers.ts";
import { tellingsOf } from "../watch/tellings.ts";
import type { Tally } from "./tally.ts";

/**
 * Finds pods that a stream told to be deleted and that any stream or list shows again, in the order of revisions: a uid
 * is given once, and a list shows what was there after the changes up to its own revision.
 */
export function reappearedPods(watches: readonly WatchTrack[], tally: Tally): void {
  const gone = new Map<string, { readonly revision: number; readonly at: number }>();
  const tracks = watches.filter(({ lane }) => lane.operation === "watch-pods");
  for (const { revision, at, states } of tellingsOf(tracks, podState)) {
    for (const { uid, name, gone: isGone } of states) {
      if (uid === undefined || uid === "") continue;
      const before = gone.get(uid);
      if (before !== undefined)
        tally.contradict({
          rule: "came-back",
          text: () => `pod ${name} (${uid}), told to be deleted at ${before.revision}, is told again at ${revision}`,
          from: Math.min(before.at, at),
          to: Math.max(before.at, at),
        });
      else if (isGone === true) {
        gone.set(uid, { revision, at });
        tally.compare("came-back", { from: at, to: at });
      }
    }
  }
}
