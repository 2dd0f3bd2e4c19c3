import { z } from "zod";

/**
 * zod, with objects that take no key which they do not name: for what the harness wrote and reads back, where a key that
 * nobody wrote is damage.
 */
export const strict = { ...z, object: z.strictObject };
