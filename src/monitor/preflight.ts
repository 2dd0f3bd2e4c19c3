import { ApiServer } from "../kube/api-server.ts";
import { showIdentity } from "../kube/credentials.ts";
import type { Answer } from "../kube/endpoint.ts";
import { type IdentitySource, identityOf, type KubeServer, serverOf } from "../kube/kubeconfig.ts";
import { type KubeContext, readContext } from "../kube/kubeconfig-file.ts";
import { type MonitorScope, mustBePermitted, needsOf } from "../kube/permissions.ts";
import { describeUnreachable } from "../kube/reach.ts";
import type { ShownIdentity } from "../kube/shown-identity.ts";
import { formatMs } from "../model/duration.ts";
import { UsageError } from "../model/errors.ts";
import type { Permission } from "../model/permission.ts";

/** A server that can be asked, by somebody who may ask. */
export interface Reached {
  readonly context: KubeContext;
  readonly server: KubeServer;
  readonly source: IdentitySource;
  readonly shown: ShownIdentity;
  /** Kubernetes version, for example "v1.37.2". */
  readonly kubernetes: string;
  readonly api: ApiServer;
}

/** Reads a kubeconfig, connects and asks for the version; throws UsageError for everything that a person can mend. */
export async function reach(file: string, contextName: string | undefined, forMs: number): Promise<Reached> {
  const context = readContext(file, contextName);
  const server = serverOf(context);
  const source = identityOf(context);
  const shown = await showIdentity(source, server);
  mustLast(source, shown, forMs);
  const api = new ApiServer(server, shown);
  try {
    const answer = await api.call("GET", "/version");
    return { context, server, source, shown, kubernetes: versionOf(answer, server), api };
  } catch (error) {
    api.close();
    throw error instanceof UsageError ? error : await describeUnreachable(error, server, api.target);
  }
}

/** Checks that everything that the lanes do is permitted and that what they read is there. */
export async function mustBeFit(
  reached: Reached,
  permissions: readonly Permission[],
  scope: MonitorScope,
): Promise<void> {
  const { api, context, server } = reached;
  const where = `${server.url} (context ${context.name})`;
  try {
    await mustBePermitted(
      needsOf(permissions, scope),
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

/** Credentials that end before the run would turn its end into refusals; those that can be renewed are. */
function mustLast(source: IdentitySource, { validMs }: ShownIdentity, forMs: number): void {
  if (validMs === undefined || source.is === "exec" || source.is === "token-file") return;
  if (validMs <= 0) throw new UsageError("the kubeconfig's user: its token has expired: log in again, or renew it");
  if (!Number.isFinite(forMs) || validMs > forMs) return;
  throw new UsageError(
    `the kubeconfig's user: its ${source.is} is good for another ${formatMs(validMs)} only, --for asks for ${formatMs(forMs)}: renew it`,
  );
}

function versionOf({ status, body }: Answer, server: KubeServer): string {
  const version = (body as { gitVersion?: unknown }).gitVersion;
  if (status === 200 && typeof version === "string") return version;
  if (status === 401)
    throw new UsageError(
      `${server.url}: the server does not take these credentials (401 Unauthorized): log in again, or renew them`,
    );
  throw new UsageError(`${server.url}: does not answer as a Kubernetes API: /version gives status ${status}`);
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
