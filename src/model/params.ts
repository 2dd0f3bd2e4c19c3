import { z } from "zod";

/** The parameters of a fault, a procedure or a target, as a scenario gives them and the undo log keeps them. */
export type Params = Readonly<Record<string, string | number | boolean>>;

/** The parameters of what has none: any name is refused. */
export const noParams = z.strictObject({});
export type NoParams = z.infer<typeof noParams>;
