import { z } from "zod";

/**
 * The server of a kubeconfig, as a monitor found it: a cluster that the harness did not make and knows nothing else of.
 */
export const serverSchema = z.strictObject({
  /** For example "https://10.0.0.1:6443". */
  url: z.string(),
  context: z.string(),
  /** Kubernetes version that it told, for example "v1.37.2". */
  kubernetes: z.string(),
  /** How the monitor showed who it is: "client certificate", "token", "exec plugin aws". */
  identity: z.string(),
  /** The namespace that the monitor made for its writes; absent where it only read. */
  writes: z.string().optional(),
});
export type MonitoredServer = z.infer<typeof serverSchema>;
