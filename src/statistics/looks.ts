/** What may be wrongly called worse in all looks at all primary guarantees together, and wrongly called not worse. */
export const errorRate = 0.05;

/** After so many runs of each is looked; between them nothing is said. Fixed beforehand, whatever comes out. */
const lookAfter: readonly number[] = [6, 12, 20];

/** When a comparison that is planned for so many runs of each looks: at 6, 12 and 20, and at its end. */
export function looksOf(planned: number): number[] {
  const [first = 0] = lookAfter;
  return planned < first ? [] : [...lookAfter.filter((look) => look < planned), planned];
}

/**
 * What one look may spend of the error: the share of planned runs that are there, cubed, less what looks before it may
 * spend (Kim and DeMets 1987, ρ = 3, near to O'Brien and Fleming). The looks' errors add up to the whole, so nothing is
 * presumed of how they hang together. 0 where there is no look.
 */
export function errorOfLook(runs: number, planned: number): number {
  const looks = looksOf(planned);
  const index = looks.indexOf(runs);
  if (index < 0) return 0;
  const spent = (look: number) => errorRate * (look / planned) ** 3;
  return spent(runs) - (index === 0 ? 0 : spent(looks[index - 1] as number));
}

/** The last look that so many runs allow; undefined where they allow none. */
export function lookAt(runs: number, planned: number): number | undefined {
  return looksOf(planned).findLast((look) => look <= runs);
}
