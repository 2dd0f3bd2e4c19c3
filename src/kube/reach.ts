import { formatMs } from "../model/duration.ts";
import { UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import type { Answer } from "../net/local-endpoint.ts";
import { ApiServer } from "./api-server.ts";
import { isRenewable, showIdentity } from "./credentials.ts";
import { type IdentitySource, identityOf, nobody } from "./identity-source.ts";
import { type KubeServer, serverOf } from "./kube-server.ts";
import { type KubeContext, type KubeconfigChoice, readContext } from "./merged-kubeconfig.ts";
import { podContext } from "./pod-context.ts";
import type { ShownIdentity } from "./shown-identity.ts";
import { describeUnreachable } from "./unreachable.ts";

/** A context of a kubeconfig, looked at and not yet reached. */
export interface Chosen {
  readonly context: KubeContext;
  readonly server: KubeServer;
  readonly source: IdentitySource;
}

/** A server that can be asked, by somebody who may ask. */
export interface Reached extends Chosen {
  readonly shown: ShownIdentity;
  /** Kubernetes version, for example "v1.37.2". */
  readonly kubernetes: string;
  readonly api: ApiServer;
}

/** Reads a kubeconfig; nothing is run and nobody is asked. Throws UsageError for everything that a person can mend. */
export async function choose(choice: KubeconfigChoice): Promise<Chosen> {
  const context = readContext(choice) ?? (await podContext());
  if (context === undefined)
    throw new UsageError(
      "there is no kubeconfig: name one with --kubeconfig or in KUBECONFIG, or put it where kubectl looks, ~/.kube/config",
    );
  const server = serverOf(context.cluster);
  const source = identityOf(context.user);
  if (server.secure && source.certificate === undefined && source.authorization.is === "nothing")
    throw new UsageError(
      `${source.where}: shows nobody: it needs a client certificate, a token or exec (kubectl would ask for a name and a password)`,
    );
  // kubectl shows nothing at all where everybody on the way could read it.
  return { context, server, source: server.secure ? source : { ...nobody, impersonation: source.impersonation } };
}

/**
 * Gets what is to be shown, connects and asks for the version. Throws UsageError for everything that a person can mend:
 * also where what is shown ends within `forMs` and cannot be had anew.
 */
export async function reach(chosen: Chosen, forMs: number): Promise<Reached> {
  const { server, source } = chosen;
  const shown = await showIdentity(source, server);
  mustLast(source, shown, forMs);
  const api = await ApiServer.open(server, shown);
  try {
    const answer = await api.call("GET", "/version");
    return { ...chosen, shown, kubernetes: versionOf(answer, server), api };
  } catch (error) {
    api.close();
    throw error instanceof UsageError ? error : await describeUnreachable(error, server, api.target);
  }
}

/**
 * Credentials that end before the run would turn its end into refusals. What can be had anew is, other than a certificate:
 * probes hold the first one.
 */
function mustLast(source: IdentitySource, { validMs, certificateMs }: ShownIdentity, forMs: number): void {
  const ends = certificateMs !== undefined && (isRenewable(source) || certificateMs === validMs);
  const leftMs = ends ? certificateMs : isRenewable(source) ? undefined : validMs;
  if (leftMs === undefined) return;
  if (leftMs <= 0)
    throw new UsageError(
      `${source.where}: its token has expired, where it is ${new Date().toUTCString()}: log in again, renew it, or set this clock`,
    );
  if (!Number.isFinite(forMs) || leftMs > forMs) return;
  throw new UsageError(
    `${source.where}: its ${ends ? "certificate" : "token"} is good for another ${formatMs(leftMs)} only, --for asks for ${formatMs(forMs)}: renew it`,
  );
}

function versionOf({ status, body }: Answer, server: KubeServer): string {
  const version = (body as { gitVersion?: unknown } | null)?.gitVersion;
  if (status === 200 && typeof version === "string") return plainText(version);
  if (status === 401)
    throw new UsageError(
      `${server.url}: the server does not take these credentials (401 Unauthorized): log in again, or renew them`,
    );
  throw new UsageError(`${server.url}: does not answer as a Kubernetes API: /version gives status ${status}`);
}
