/** The part of the run that is in the picture; milliseconds since the run's start. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** Nothing shorter than this is shown in the whole width: moments are known to tenths of milliseconds. */
export const leastSpanMs = 50;

/** A view that lies within the whole, as long as it asks for where that is possible. */
export function fitted({ from, to }: View, whole: View): View {
  const span = Math.min(whole.to - whole.from, Math.max(leastSpanMs, to - from));
  const begin = Math.min(Math.max(from, whole.from), whole.to - span);
  return { from: begin, to: begin + span };
}

/** `factor` times as long as before, with the moment `around` where it was. */
export function zoomed(view: View, factor: number, around: number, whole: View): View {
  const span = Math.max(leastSpanMs, factor * (view.to - view.from));
  const share = (around - view.from) / (view.to - view.from);
  return fitted({ from: around - share * span, to: around + (1 - share) * span }, whole);
}

/** The view moved by a share of its length; to the right where that is positive. */
export function panned({ from, to }: View, share: number, whole: View): View {
  const by = share * (to - from);
  return fitted({ from: from + by, to: to + by }, whole);
}

/** Between two moments, whichever is earlier; what is too short is widened around its middle. */
export function selected(one: number, other: number, whole: View): View {
  const middle = (one + other) / 2;
  const half = Math.max(leastSpanMs, Math.abs(other - one)) / 2;
  return fitted({ from: middle - half, to: middle + half }, whole);
}

/** A view with a moment in its middle: of the length of this one, or of an eighth of the whole where all is shown. */
export function centredOn(ms: number, view: View, whole: View): View {
  const all = whole.to - whole.from;
  const span = isWhole(view, whole) ? Math.min(all, Math.max(2_000, all / 8)) : view.to - view.from;
  return fitted({ from: ms - span / 2, to: ms + span / 2 }, whole);
}

/** Whether all of the run is in the picture. */
export function isWhole(view: View, whole: View): boolean {
  return view.to - view.from >= whole.to - whole.from - 1e-6;
}

/** Where a moment is in a view: 0 at its left edge, 1 at its right one; beyond them outside. */
export function shareOf(ms: number, { from, to }: View): number {
  return (ms - from) / (to - from);
}

/** The moment at a share of a view. */
export function momentAt(share: number, { from, to }: View): number {
  return from + share * (to - from);
}
