import { mostRuns } from "../../support/fit-machine/on-fit-machine.ts";

/** Time for a test whose runs may be repeated: as many times what one without has. */
export const repeatable = { timeout: mostRuns * 900_000 } as const;
