import { mostAttempts } from "../../support/fit-machine/on-fit-machine.ts";

/** Time for a test whose runs may be repeated: three times what one without has. */
export const repeatable = { timeout: mostAttempts * 900_000 } as const;
