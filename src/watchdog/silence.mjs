// @ts-check

/** Between two looks at the silence of a harness, milliseconds, at most. */
const longestTickMs = 500;

/**
 * How often a silence of at most so many milliseconds is looked at, milliseconds.
 * @param {number} limitMs
 */
export function tickOf(limitMs) {
  return Math.min(longestTickMs, limitMs / 10);
}

/**
 * How long nothing was heard, milliseconds, one tick later. A tick that comes late counts for two at most: whatever kept
 * the watchdog from running may have kept the harness from it too, and that is no silence.
 * @param {number} silentMs
 * @param {number} elapsedMs
 * @param {number} tickMs
 */
export function silenceAfter(silentMs, elapsedMs, tickMs) {
  return silentMs + Math.min(elapsedMs, 2 * tickMs);
}
