import type { Action } from "../model/action.ts";

/**
 * Defines a function of a shell, `in_time`: whether fewer than so many seconds have passed since its definition was met.
 * Who asks again and again asks it each time, since what a single question takes is not known.
 */
export function inTimeFunction(seconds: number): string {
  const now = "cut -d. -f1 /proc/uptime";
  return `begun=$(${now}); in_time() { [ $(($(${now}) - begun)) -lt ${seconds} ]; }`;
}

/** What an action without a time limit of its own is given, milliseconds: the engine's own limit for a command. */
const usualMs = 20_000;

/** How long actions may take one after another, by their own limits, milliseconds. */
export function limitOf(actions: readonly Action[]): number {
  return actions.reduce((sum, action) => sum + (action.do === "exec" ? (action.timeoutMs ?? usualMs) : usualMs), 0);
}
