import { z } from "zod";

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}

/** How an answer names the replica that gave it: by a header, or by a pattern in its body (the first group, or all of it). */
export const replicaNameSchema = z.union([
  z.strictObject({ header: z.string().min(1).max(200) }),
  z.strictObject({
    body: z.string().min(1).max(500).refine(isPattern, { error: "is no regular expression" }),
  }),
]);
export type ReplicaName = z.infer<typeof replicaNameSchema>;

/** What the lanes of an application ask; what is not there is not asked. It stands on each lane, so that a journal tells it. */
export const askSchema = z.strictObject({
  path: z.string().optional(),
  /** The status of a right answer. */
  expect: z.int().optional(),
  replica: replicaNameSchema.optional(),
  /** The service of which gRPC's health is asked; "" is the server as a whole. */
  health: z.string().optional(),
  name: z.string().optional(),
  type: z.enum(["A", "AAAA", "TXT"]).optional(),
});
export type Ask = z.infer<typeof askSchema>;

/** A name of Kubernetes (RFC 1123 label). */
const kubeName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, { error: "is no name of Kubernetes: small letters, digits and dashes" });

const at = {
  service: kubeName.describe("the Service that is asked"),
  port: z.union([z.int().min(1).max(65_535), kubeName]).describe("its port, by number or name"),
};

const httpSchema = z.strictObject({
  ...at,
  path: z
    .string()
    .regex(/^\/[!-~]*$/, { error: 'is no path: it begins with "/" and has no space' })
    .default("/"),
  expect: z.int().min(200).max(299).default(200).describe("the status of a right answer"),
  replica: replicaNameSchema.optional().describe("how an answer names the replica that gave it"),
});
const tcpSchema = z.strictObject(at);
const grpcSchema = z.strictObject({
  ...at,
  // Its length is one byte of the message.
  health: z.string().max(120).default("").describe("the service of the standard health check; empty: the server"),
});
const dnsSchema = z.strictObject({
  ...at,
  name: z.string().min(1).max(253).describe("what is looked up"),
  type: z.enum(["A", "AAAA", "TXT"]).default("A"),
});

/** The protocols in which an application is asked, each with its operation. */
export const applicationOperations = { http: "app-http", tcp: "app-tcp", grpc: "app-grpc", dns: "app-dns" } as const;
export type ApplicationProtocol = keyof typeof applicationOperations;

/** An application of one's own in the place of the workload under test. */
export const applicationSchema = z
  .strictObject({
    manifests: z
      .array(z.string().min(1))
      .min(1)
      .max(100)
      .optional()
      .describe("files of manifests, folders of them, or Helm charts, from the scenario's own folder"),
    namespace: kubeName.optional().describe("the namespace in which it runs already; nothing is applied then"),
    images: z
      .array(z.string().regex(/^[^\s-]\S*$/, { error: "is no name of an image" }))
      .max(100)
      .optional()
      .describe("images of the local engine that are loaded into the nodes"),
    http: httpSchema.optional(),
    tcp: tcpSchema.optional(),
    grpc: grpcSchema.optional(),
    dns: dnsSchema.optional(),
  })
  .refine(({ manifests, namespace }) => (manifests === undefined) !== (namespace === undefined), {
    error: "has either manifests, which are applied, or the namespace in which it runs already",
  })
  .refine((one) => protocolsOf(one).length <= 1, { error: "is asked in one way: http, tcp, grpc or dns" });
export type ApplicationOptions = z.input<typeof applicationSchema>;
export type Application = z.output<typeof applicationSchema>;

/** Tells an application of one's own from the shape of the built-in workload, also where half of it is missing. */
export function isApplication(workload: object | undefined): workload is ApplicationOptions {
  return workload !== undefined && Object.keys(applicationSchema.shape).some((key) => key in workload);
}

function protocolsOf(one: object): ApplicationProtocol[] {
  const all = Object.keys(applicationOperations) as ApplicationProtocol[];
  return all.filter((protocol) => (one as Record<string, unknown>)[protocol] !== undefined);
}

/** In which protocol an application is asked; undefined where nobody asks it. */
export function protocolOf(one: ApplicationOptions): ApplicationProtocol | undefined {
  return protocolsOf(one)[0];
}

/** What an application's lanes ask, and of which Service; undefined where nobody asks it. */
export function askOf(
  one: Application,
): { readonly service: string; readonly port: number | string; readonly ask: Ask } | undefined {
  const protocol = protocolOf(one);
  if (protocol === undefined) return undefined;
  const { service, port, ...ask } = one[protocol] as { service: string; port: number | string } & Ask;
  return { service, port, ask };
}

/** Whether an operation asks an application of a person's own. */
export function isApplicationOperation(operation: string): boolean {
  return (Object.values(applicationOperations) as string[]).includes(operation);
}

/** The Service of ours beside the application's, by which it is reached from outside. */
export const entranceName = "kind-chaos-entrance";
