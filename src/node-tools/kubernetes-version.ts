import { z } from "zod";

/** A version of Kubernetes that nodes are upgraded to, whole and without the "v": it stands in commands. */
export const versionParam = z
  .string()
  .regex(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/, 'a version has three numbers: "1.37.0"')
  .meta({ examples: ["1.37.0"] });
