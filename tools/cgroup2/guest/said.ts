import { z } from "zod";

/** On what a fault was tried: the nodes of a real cluster, or plain containers with processes of a node's names. */
export const grounds = ["nodes", "containers"] as const;
export type Ground = (typeof grounds)[number];

/** What the guest is. */
const machineSchema = z.strictObject({
  kind: z.literal("machine"),
  kernel: z.string(),
  /** The file system of control groups ("cgroup2fs") and the controllers that its root has. */
  cgroup: z.string(),
  controllers: z.string(),
  engine: z.string(),
  cgroupDriver: z.string(),
});

/** A command of the harness, or a part of it, that was carried out once. */
const stepSchema = z.strictObject({
  kind: z.literal("step"),
  step: z.string(),
  ok: z.boolean(),
  detail: z.string(),
  seconds: z.number(),
});
export type Step = z.infer<typeof stepSchema>;

/** What came of one fault. */
const faultSchema = z.strictObject({
  kind: z.literal("fault"),
  fault: z.string(),
  ground: z.enum(grounds),
  /** Whether there was something that it breaks; the rest is false where there was not. */
  begun: z.boolean(),
  injected: z.boolean(),
  proven: z.boolean(),
  undone: z.boolean(),
  /** What was seen while it was active and after it was taken back, in the evidence's own words; or why it was not begun. */
  detail: z.string(),
  /** By the guest's clock. */
  seconds: z.number(),
});
export type FaultTried = z.infer<typeof faultSchema>;

/** A line that the guest says through its port; its last one is the end. */
export const saidSchema = z.discriminatedUnion("kind", [
  machineSchema,
  stepSchema,
  faultSchema,
  z.strictObject({ kind: z.literal("note"), text: z.string() }),
  z.strictObject({ kind: z.literal("end") }),
]);
export type Said = z.infer<typeof saidSchema>;

/** Reads a line; one that is none of these, as where it was cut off, is a note. */
export function readSaid(line: string): Said {
  try {
    return saidSchema.parse(JSON.parse(line));
  } catch {
    return { kind: "note", text: line };
  }
}

/** Whether a fault was injected, proven and taken back whole. */
export function isWhole({ injected, proven, undone }: Pick<FaultTried, "injected" | "proven" | "undone">): boolean {
  return injected && proven && undone;
}

/** What the guest is to do, as words of its kernel's command line. */
export interface Job {
  /** "prepare" loads the images, "trial" does all else. */
  readonly stage: "prepare" | "trial";
  /** Names of faults, in order. */
  readonly faults: readonly string[];
}

const prefix = "kind-chaos";

/** The words that are put on the kernel's command line. */
export function jobWords({ stage, faults }: Job): string {
  return `${prefix}.stage=${stage} ${prefix}.faults=${faults.join(",")}`;
}

/** The job that a command line has; throws where it has none. */
export function readJob(commandLine: string): Job {
  const of = (name: string) => new RegExp(`(?:^| )${prefix}[.]${name}=(\\S*)`).exec(commandLine)?.[1];
  const stage = (["prepare", "trial"] as const).find((one) => one === of("stage"));
  if (stage === undefined) throw new Error(`the kernel's command line names no stage: ${commandLine}`);
  return { stage, faults: (of("faults") ?? "").split(",").filter((name) => name !== "") };
}
