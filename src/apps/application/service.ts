import { z } from "zod";
import { entranceName } from "../../model/application.ts";
import { UsageError } from "../../model/errors.ts";
import { workloadPorts } from "../../model/workload.ts";
import { workloadLabel } from "../workload/objects.ts";

/** The Service that clients of an application ask. */
export const serviceSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    type: z.string().default("ClusterIP"),
    clusterIP: z.string().optional(),
    selector: z.record(z.string(), z.string()).default({}),
    ports: z
      .array(
        z.object({
          name: z.string().optional(),
          port: z.number(),
          protocol: z.string().default("TCP"),
          targetPort: z.union([z.string(), z.number()]).optional(),
          nodePort: z.number().optional(),
          appProtocol: z.string().optional(),
        }),
      )
      .default([]),
    sessionAffinity: z.string().optional(),
    publishNotReadyAddresses: z.boolean().optional(),
  }),
});
export type ApplicationService = z.output<typeof serviceSchema>;
type ServicePort = ApplicationService["spec"]["ports"][number];

/** A port of a Service by its number or its name; throws UsageError where it has none such, or sends to no pods. */
export function portOf(
  { metadata: { name }, spec }: ApplicationService,
  wanted: number | string,
  protocol: "TCP" | "UDP",
): ServicePort {
  if (Object.keys(spec.selector).length === 0)
    throw new UsageError(`Service "${name}" has no selector: the pods behind it cannot be followed`);
  const own = spec.ports.filter((port) => port.protocol === protocol);
  const found = own.find((port) => port.port === wanted || port.name === wanted);
  if (found !== undefined) return found;
  const names = own.map((port) => (port.name === undefined ? `${port.port}` : `${port.port} (${port.name})`));
  throw new UsageError(
    `Service "${name}" has no ${protocol} port ${wanted}, only ${names.join(", ") || "none at all"}`,
  );
}

/** The NodePort of the entrance: the built-in workload's. */
export function entrancePort(protocol: string): number {
  return Number.parseInt(protocol === "UDP" ? workloadPorts.dns : workloadPorts.http, 10);
}

/**
 * The Service of ours by which an application is reached from outside: the same pods at the same port, through the
 * NodePort that every topology publishes, and by every node as by one that has a pod. Its label says whose it is.
 */
export function entranceOf({ spec }: ApplicationService, port: ServicePort, namespace: string): object {
  const { sessionAffinity, publishNotReadyAddresses } = spec;
  return {
    metadata: { name: entranceName, namespace, labels: workloadLabel },
    spec: {
      type: "NodePort",
      selector: spec.selector,
      ports: [
        {
          name: "entrance",
          port: port.port,
          protocol: port.protocol,
          targetPort: port.targetPort ?? port.port,
          nodePort: entrancePort(port.protocol),
        },
      ],
      ...(sessionAffinity === undefined ? {} : { sessionAffinity }),
      ...(publishNotReadyAddresses === undefined ? {} : { publishNotReadyAddresses }),
    },
  };
}
