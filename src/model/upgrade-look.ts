import type { z as zod } from "zod";
import { strict as z } from "./strict.ts";

/** The longest text that is kept of one thing that was read, characters. */
const mostCharacters = 2_000;

const text = z.string().max(mostCharacters);

/** What of a cluster is looked at, each at its own pace. */
export const upgradeParts = ["nodes", "api-servers", "hindrances"] as const;
export type UpgradePart = (typeof upgradeParts)[number];

/** The shape of a node at one look. */
export const nodeLookSchema = z.object({
  node: text,
  /** Another one under the same name is another node. */
  uid: text,
  /** Version of its kubelet, "v1.37.2"; empty while it tells none. */
  kubelet: text,
  ready: z.boolean(),
  /** Its Ready is Unknown: others say so, some 50 s after its kubelet was heard last. Else not there. */
  unheard: z.literal(true).optional(),
  /** It takes no new pods. */
  cordoned: z.boolean(),
  controlPlane: z.boolean(),
  /** Static pods of the control plane on it, with the tags of their images; not there where they could not be read. */
  components: z.array(z.object({ name: text, version: text, ready: z.boolean() })).optional(),
});
export type NodeLook = zod.infer<typeof nodeLookSchema>;

/** The shape of an API server at one look, asked at its own address. */
export const serverLookSchema = z.object({
  /** The node that has its address, else the address. */
  server: text,
  /** Not there where it did not tell. */
  version: text.optional(),
});
export type ServerLook = zod.infer<typeof serverLookSchema>;

/** The shape of something that would stop the next step of an upgrade, were it made at this moment. */
export const hindranceSchema = z.object({
  /** Which check of preflight found it. */
  check: text,
  /** "PodDisruptionBudget shop/web". */
  subject: text,
  evidence: text,
  why: text,
});
export type Hindrance = zod.infer<typeof hindranceSchema>;

/** The shape of something that could not be read, and why. */
export const unreadSchema = z.object({ what: text, why: text });
export type Unread = zod.infer<typeof unreadSchema>;

/** By what a hindrance is known from look to look: two of one check and subject are one. */
export function hindranceId({ check, subject }: Pick<Hindrance, "check" | "subject">): string {
  return `${check} ${subject}`;
}
