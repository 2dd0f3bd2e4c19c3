import { type MonitorScope, mustBePermitted, type Need, needsOf } from "../kube/permissions.ts";
import type { Reached } from "../kube/reach.ts";
import { describeUnreachable } from "../kube/unreachable.ts";
import { UsageError } from "../model/errors.ts";
import type { Permission } from "../model/permission.ts";
import type { Answer } from "../net/local-endpoint.ts";

/** Refuses by name what the probes cannot do, which speak HTTPS; throws UsageError. */
export function mustBeProbeable({ server }: Pick<Reached, "server">): void {
  if (!server.secure) throw new UsageError(`${server.url}: only https is measured: name the server's https port`);
}

/**
 * Checks that everything that the lanes do, and what is needed beside them, is permitted and that what they read is
 * there.
 */
export async function mustBeFit(
  reached: Reached,
  permissions: readonly Permission[],
  scope: MonitorScope,
  beside: readonly Need[] = [],
): Promise<void> {
  const { api, context, server } = reached;
  const where = `${server.url} (context ${context.name})`;
  try {
    await mustBePermitted(
      [...needsOf(permissions, scope), ...beside],
      (review) => api.call("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review),
      where,
    );
    if (scope.writes) await mustNotExist(await api.call("GET", `/api/v1/namespaces/${scope.namespace}`), scope, where);
    else if (permissions.some((one) => "resource" in one))
      await mustExist(await api.call("GET", readPath(permissions, scope)), scope, where);
  } catch (error) {
    throw error instanceof UsageError ? error : await describeUnreachable(error, server, api.target);
  }
}

function readPath(permissions: readonly Permission[], { namespace, object }: MonitorScope): string {
  const path = `/api/v1/namespaces/${namespace}/configmaps`;
  const canGet = permissions.some((one) => "resource" in one && one.verb === "get");
  return canGet ? `${path}/${object}` : `${path}?fieldSelector=metadata.name%3D${object}`;
}

async function mustExist({ status, body }: Answer, { namespace, object }: MonitorScope, where: string): Promise<void> {
  const items = (body as { items?: unknown[] }).items;
  if (status === 404 || items?.length === 0)
    throw new UsageError(`${where}: there is no ConfigMap ${object} in namespace ${namespace}: name one with --read`);
  if (status >= 300)
    throw new UsageError(`${where}: reading ConfigMap ${object} in ${namespace} gives status ${status}`);
}

async function mustNotExist({ status }: Answer, { namespace }: MonitorScope, where: string): Promise<void> {
  if (status === 404) return;
  throw new UsageError(
    status === 200
      ? `${where}: the namespace ${namespace} is there already: --write makes and removes one of its own, name another`
      : `${where}: asking for the namespace ${namespace} gives status ${status}`,
  );
}
