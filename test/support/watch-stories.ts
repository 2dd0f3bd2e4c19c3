import { watchComplete } from "../../src/guarantees/watch-complete.ts";
import { watchSilence } from "../../src/guarantees/watch-silence.ts";
import type { GuaranteeSpec } from "../../src/model/guarantee.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { simulateWatch, type WatchSketch } from "./simulated-watch.ts";
import type { Story } from "./timeline-builder.ts";

const watched = (guarantee: GuaranteeSpec, sketch: WatchSketch, story: Partial<Story> = {}): Story => ({
  lanes: ["write/api/new"],
  guarantees: [guarantee],
  watch: (samples) => simulateWatch(samples, sketch),
  ...story,
});

const fallsSilent = { silent: [4_000, 7_000] } as const;

/** Stories of lanes that watch, for their guarantees. */
export const watchStories: Readonly<Record<string, Readonly<Record<Outcome, Story>>>> = {
  "watch-complete": {
    pass: watched(watchComplete({ limit: "2s" }), { cut: [4_000, 5_500], gone: true }),
    fail: watched(watchComplete(), { without: (revision) => revision === 1_040 }),
    // The last event was still to come when the stream was lost for good.
    inconclusive: watched(watchComplete(), { without: (revision) => revision > 1_117 }),
  },
  "watch-silence": {
    pass: watched(watchSilence({ limit: "2s" }), { cut: [4_000, 5_500] }),
    fail: watched(watchSilence({ limit: "2s" }), fallsSilent),
    // The limit lies between the bounds: the write that was due was taken somewhere between its start and its end.
    inconclusive: watched(watchSilence({ limit: "2990ms" }), fallsSilent, {
      fate: ({ at }) => (at > 3_800 && at < 4_200 ? { latencyMs: 400 } : undefined),
    }),
  },
};
