import type { ContainerRuntime } from "../model/node-runtime.ts";
import { backendsIn, envoyAdminWords } from "./envoy.ts";

/** The API servers' addresses that kind's Envoy passes connections on to, as it says itself; none where it does not answer. */
export async function relayBackends(runtime: Pick<ContainerRuntime, "exec">, relay: string): Promise<string[]> {
  const { stdout } = await runtime.exec(relay, envoyAdminWords("/clusters"));
  return backendsIn(stdout).map((backend) => backend.replace(/:6443$/, ""));
}
