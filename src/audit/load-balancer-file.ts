import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { codeEnding } from "../host/own-package.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { ApiBalancer, BalancerFormat, ServerGroup } from "./load-balancer.ts";

const folder = join(import.meta.dirname, "load-balancers");
/** Ports of API servers: Kubernetes' own, MicroK8s', and one that is often used where 6443 is taken. */
const apiPort = /:(6443|16443|8443)$/;
const apiName = /api|kube|k8s|master|control/i;

/** All formats of configuration that are known: one file, one format. */
export async function loadFormats(): Promise<BalancerFormat[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith(codeEnding));
  return Promise.all(
    files
      .toSorted()
      .map(
        async (file) => ((await import(pathToFileURL(join(folder, file)).href)) as { default: BalancerFormat }).default,
      ),
  );
}

/**
 * The groups of API servers in a load balancer's configuration: by their port, else by the group's name, else the only
 * one. Throws UsageError on a text of no known format, and where nobody can tell which group is meant.
 */
export function readBalancers(text: string, file: string, formats: readonly BalancerFormat[]): ApiBalancer[] {
  const format = formats.find((one) => one.fits(text));
  if (format === undefined)
    throw new UsageError(`${file}: is none of these: ${formats.map(({ about }) => about).join("; ")}`);
  let groups: readonly ServerGroup[];
  try {
    groups = format.groups(text);
  } catch (error) {
    throw new UsageError(`${file}: cannot be read as ${format.about}: ${messageOf(error).split("\n")[0]}`, {
      cause: error,
    });
  }
  const chosen = apiGroups(groups);
  if (chosen.length === 0)
    throw new UsageError(
      groups.length === 0
        ? `${file}: has no servers behind it (${format.about}); a file that it includes is to be named itself`
        : `${file}: none of its groups (${groups.map(({ name }) => name).join(", ")}) leads to API servers: none has a server at port 6443, or api or kube in its name`,
    );
  return chosen.map(({ name, ...rest }) => ({ kind: format.name, where: `${basename(file)}, ${name}`, ...rest }));
}

function apiGroups(groups: readonly ServerGroup[]): readonly ServerGroup[] {
  const byPort = groups.filter(({ servers }) => servers.some((server) => apiPort.test(server)));
  if (byPort.length > 0) return byPort;
  const byName = groups.filter(({ name }) => apiName.test(name.split(" ").at(-1) ?? ""));
  return byName.length > 0 ? byName : groups.length === 1 ? groups : [];
}
