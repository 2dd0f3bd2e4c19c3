import { config, trusted } from "./kubeconfig-case.ts";
import type { World } from "./world.ts";

/** The plugins' language as it is. */
export const version = "client.authentication.k8s.io/v1";
/** As it was before. */
export const beta = "client.authentication.k8s.io/v1beta1";
/** A plugin's script that prints this status. */
export const giving = (status: object, apiVersion = version) =>
  `#!/bin/sh\nprintf '%s' '${JSON.stringify({ apiVersion, kind: "ExecCredential", status })}'\n`;
/** A script that gives a token. */
export const token = giving({ token: "given" });
/** A kubeconfig whose user is what a script beside it gives. */
export const exec =
  (more: object, script = token, cluster: object = {}) =>
  (world: World) => ({
    files: {
      config: config(trusted(world, cluster), {
        exec: { apiVersion: version, command: "./give.sh", interactiveMode: "Never", ...more },
      }),
      "give.sh": script,
    },
  });
