import { createHash } from "node:crypto";

/**
 * The seed of one run of several: another for every scenario and repetition, the same whatever else is run and in
 * whichever order; 31 bits.
 */
export function seedOf(suiteSeed: number, scenario: string, repeat: number): number {
  const digest = createHash("sha256").update(`${suiteSeed}/${scenario}/${repeat}`).digest();
  return digest.readUInt32BE() >>> 1;
}
