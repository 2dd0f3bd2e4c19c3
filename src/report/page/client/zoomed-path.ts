/** How a coordinate of the whole picture becomes one of a part of it: `scale` times it, and `shift` more. */
export interface Stretch {
  readonly scale: number;
  readonly shift: number;
}

/** What is further outside of a picture of 2,000 units than this is cut off there. */
const outside = 4_000;

/**
 * A path of the picture of the whole run, stretched sideways: of `M`, `L` and `H` the first number is a place, of `h` it
 * is a length. Heights stay as they are, and so do patterns, which a transformation would stretch, too.
 */
export function zoomedPath(path: string, { scale, shift }: Stretch): string {
  let x = 0;
  return path.replaceAll(/([MLHh])(-?[\d.]+)/g, (_, command: string, number: string) => {
    x = command === "h" ? x + Number(number) * scale : Number(number) * scale + shift;
    const kept = Math.round(Math.max(-outside, Math.min(2_000 + outside, x)) * 10) / 10;
    return `${command === "h" ? "H" : command}${kept}`;
  });
}
