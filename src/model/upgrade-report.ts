import { z } from "zod";
import type { DeepReadonly } from "./deep-readonly.ts";
import { outageSchema } from "./figures.ts";
import { boundsSchema, momentSchema } from "./moment.ts";
import { upgradeParts } from "./upgrade-look.ts";

/** The shape of a moment that lies between two looks. */
export const betweenSchema = z
  .tuple([momentSchema.nullable(), momentSchema])
  .describe("not before and not after, milliseconds since the run's start; null: before anybody looked");
/** A moment that lies between two looks: not before, or null where it was so from the beginning; and not after. */
export type Between = readonly [notBefore: number | null, notAfter: number];

const spanOfLooks = {
  from: betweenSchema,
  to: betweenSchema.nullable().describe("null: it was still so when it was last looked at"),
};

const clientSchema = z
  .strictObject({
    lane: z.string(),
    attempts: z.number().int().describe("that belong to the stretch, at its widest"),
    failed: z.number().int().describe("of them, without success; unknown outcomes count"),
    outages: z.number().int(),
    longestOutage: outageSchema.nullable().describe("with the bounds that the whole lane gives it"),
  })
  .describe("what one lane came to meanwhile; whether the node was the reason nobody can know from that alone");

const nodeStretchSchema = z
  .strictObject({
    node: z.string(),
    controlPlane: z.boolean(),
    from: z.string().nullable().describe("version of its kubelet before; null: it was not there"),
    to: z.string().nullable().describe("version of its kubelet after; null: it is gone"),
    components: z
      .array(z.strictObject({ name: z.string(), from: z.string().nullable(), to: z.string().nullable() }))
      .describe("static pods whose image is another than before, by its tag; null: not there"),
    signs: z.array(z.string()).describe("what was seen, in words, each once and in its order"),
    begin: betweenSchema,
    end: betweenSchema
      .nullable()
      .describe(
        "when it was whole again, or where `to` is null gone for good; null: neither when it was last looked at",
      ),
    lastedMs: boundsSchema,
    asFound: z
      .boolean()
      .describe("it was so when it was first looked at and nothing of it changed: maybe nobody worked on it"),
    sameTime: z
      .strictObject({ count: z.number().int(), names: z.array(z.string()).describe("the first ten") })
      .describe("other nodes that were surely worked on at the same time; none where `asFound`"),
    attempts: z
      .number()
      .int()
      .describe("of all lanes meanwhile; 0: what clients went without is not known, or not asked where `asFound`"),
    clients: z.array(clientSchema).describe("lanes of which an attempt failed, or that were out"),
  })
  .describe("the time from the first sign that a node is worked on until it is whole again");
/** The time in which one node was worked on. */
export type NodeStretch = DeepReadonly<z.infer<typeof nodeStretchSchema>>;

const serverVersionsSchema = z.strictObject({
  server: z.string().describe("the node that has its address, else the address"),
  source: z
    .enum(["asked", "image"])
    .describe("asked: it told itself, at its own address; image: by the tag of its static pod's image"),
  versions: z
    .array(z.strictObject({ version: z.string().nullable().describe("null: it is gone"), from: betweenSchema }))
    .describe("one after the other"),
});
/** The versions that one API server had. */
export type ServerVersions = DeepReadonly<z.infer<typeof serverVersionsSchema>>;

const skewBreachSchema = z.strictObject({
  subject: z.string().describe('"API servers", or "Node worker"'),
  evidence: z.string().describe("which versions there were when it began"),
  ...spanOfLooks,
});
/** A time in which versions were further apart than Kubernetes supports. */
export type SkewBreach = DeepReadonly<z.infer<typeof skewBreachSchema>>;

const standingSchema = z.strictObject({
  check: z.string().describe("of preflight"),
  subject: z.string(),
  evidence: z.string().describe("as it was when it began"),
  why: z.string(),
  ...spanOfLooks,
});
/** A time in which something would have stopped the next step. */
export type Standing = DeepReadonly<z.infer<typeof standingSchema>>;

const unreadTimeSchema = z.strictObject({
  part: z.enum(upgradeParts),
  what: z.string(),
  why: z.string(),
  from: momentSchema,
  to: momentSchema.nullable().describe("null: to the end"),
});
/** A time in which something could not be read. */
export type UnreadTime = DeepReadonly<z.infer<typeof unreadTimeSchema>>;

/** The shape of what was seen of an upgrade that somebody else made. */
export const upgradeReportSchema = z
  .strictObject({
    looks: z
      .array(
        z.strictObject({
          part: z.enum(upgradeParts),
          looks: z.number().int(),
          failed: z.number().int().describe("of them, those that could read nothing"),
          longestMs: z.number().describe("the longest time without one that could read"),
        }),
      )
      .describe("empty: the run died before it could tell"),
    nodes: z.array(nodeStretchSchema).describe("in the order of their begin"),
    apiServers: z.array(serverVersionsSchema),
    skew: z.array(skewBreachSchema).describe("against Kubernetes' version skew policy, as far as versions were read"),
    standing: z.array(standingSchema).describe("what would have stopped the next step, at its time"),
    unread: z.array(unreadTimeSchema).describe("nothing was seen there because nobody could look"),
  })
  .describe("of a monitor that follows an upgrade: what somebody else did to the cluster meanwhile");
/** What was seen of an upgrade that somebody else made. */
export type UpgradeReport = DeepReadonly<z.infer<typeof upgradeReportSchema>>;
