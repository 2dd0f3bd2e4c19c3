import { z } from "zod";
import { durationSchema as duration } from "./duration-schema.ts";
import { limitSchema } from "./guarantee.ts";
import { mostRetries } from "./suite-terms.ts";

/** Entries of one list; nobody has nearly as many scenarios. */
const mostEntries = 200;

const text = z.string().min(1).max(500);
const texts = z.array(text).max(mostEntries);

const ownLimitEntry = z.strictObject({
  scenario: text.describe("as run takes it: a name, or a file beside this one"),
  guarantee: text.describe("the id of the guarantee, as plan and report.json have it"),
  limit: limitSchema.describe("a length of time, or a bound of the cluster's own with an allowance on top"),
  reason: text
    .regex(/[\p{L}\p{N}]/u, "says nothing: why is the scenario's own limit not yours?")
    .describe("why the scenario's own limit is not yours; the report has it"),
});

/** Defaults of the flags of run, by the flags' names. */
const runDefaults = z.strictObject({
  topology: text.optional().describe("a name in kind-configs, or the file of a kind configuration"),
  profile: z.enum(["stock", "fast"]).optional().describe("timings of the cluster"),
  overrideTimings: z.boolean().optional().describe("whether a profile may replace timings of the kind file's own"),
  kubernetes: text.optional().describe("Kubernetes version"),
  image: text.optional().describe("another node image"),
  kind: text.optional().describe("release of kind"),
  afterCreate: text.optional().describe("a script that is run once a new cluster stands"),
  seed: z.int().min(0).optional(),
  repeat: z.int().min(1).max(1_000).optional(),
  failFast: z.boolean().optional(),
  deadline: duration.optional(),
  keep: z.boolean().optional(),
  reuse: z.boolean().optional(),
  readyTimeout: duration.optional(),
  queue: duration.optional(),
  retryInconclusive: z.int().min(0).max(mostRetries).optional(),
  allowInconclusive: z.boolean().optional(),
  quiet: z.boolean().optional(),
  verbose: z.boolean().optional(),
});

/** The shape of kind-chaos.config.yaml, and of what kind-chaos.config.ts exports. */
export const configSchema = z.strictObject({
  scenarios: texts.min(1).optional().describe("what run and plan mean where nothing is named or chosen"),
  limits: z.array(ownLimitEntry).max(mostEntries).optional().describe("limits of your own, shown as such everywhere"),
  reporters: texts.min(1).optional().describe("as --reporter: names choose, a file of your own is added"),
  reports: text.optional().describe("where the runs' folders are made"),
  quarantine: text.optional().describe("the quarantine file that several runs read"),
  notify: texts
    .optional()
    .describe('as --notify: where the verdict is posted; "env:NAME" takes the address from a variable'),
  baselines: z
    .record(z.string(), text)
    .optional()
    .describe("by scenario, a name or a file beside this one, the folder of the run that others are compared with"),
  run: runDefaults.optional().describe("defaults of the flags of run"),
});
/** What a config file says; a flag on the command line wins over it. */
export type Config = z.infer<typeof configSchema>;

/** Returns the configuration, and gives kind-chaos.config.ts its types; it is checked when it is read. */
export function defineConfig(config: Config): Config {
  return config;
}
