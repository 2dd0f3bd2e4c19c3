// @ts-check

/** What the harness says to its watchdog, one character each. */
export const toWatchdog = /** @type {const} */ ({
  /** Said every second. */
  beat: "b",
  /** Wants "here" back. */
  ask: "a",
  /** Nothing is open and nothing more is broken: go away. */
  bye: "x",
  /** Nothing more is broken, but something is open: heal it, then go away. */
  left: "l",
});

/** What the watchdog says to the harness, one character each. */
export const toHarness = /** @type {const} */ ({
  /** Its answer; nothing is said before it is asked. */
  here: "h",
  /** It stands in: the harness must break nothing more. */
  tookOver: "t",
});

/** The descriptor on which the watchdog has the undo log. */
export const undoFd = 3;
