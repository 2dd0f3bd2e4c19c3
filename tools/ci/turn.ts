const dayMs = 24 * 3_600_000;

/**
 * Which of some names has its turn on a day (YYYY-MM-DD, UTC): one after the other, so that in so many days as there are
 * names each had one. Throws Error where there is no name, or the day is none.
 */
export function turnOf(names: readonly string[], day: string): string {
  const days = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) / dayMs : Number.NaN;
  const name = names[days % names.length];
  if (name === undefined)
    throw new Error(names.length === 0 ? "there is no name" : `${day} is no day, for example 2027-01-31`);
  return name;
}
