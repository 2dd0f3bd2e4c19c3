import { z } from "zod";

/**
 * A belief about high availability that a scenario puts to the test: it is refuted where the scenario's guarantees
 * hold.
 */
export const mythSchema = z.strictObject({
  /** What people say. */
  claim: z.string().min(1),
  /** What holds instead, said when the run showed it. */
  truth: z.string().min(1),
});
export type Myth = z.infer<typeof mythSchema>;
