import { z } from "zod";

/** A moment in a published value. */
export const momentSchema = z.number().describe("milliseconds since the run's start");

/** A length of time that lies between two bounds, in a published value; milliseconds. */
export const boundsSchema = z
  .tuple([z.number(), z.number().nullable()])
  .describe("at least and at most, milliseconds; null: nothing bounds it");

/** What the cluster's own settings let one expect, in a published value; milliseconds. */
export const expectedRangeSchema = z.tuple([z.number(), z.number()]).describe("from and to, milliseconds");

/** How often each word occurs, in a published value. */
export const countsSchema = z.record(z.string(), z.number().int());
