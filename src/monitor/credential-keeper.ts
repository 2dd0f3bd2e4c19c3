import { isRenewable, showIdentity } from "../kube/credentials.ts";
import type { IdentitySource } from "../kube/identity-source.ts";
import type { KubeServer } from "../kube/kube-server.ts";
import type { ShownIdentity } from "../kube/shown-identity.ts";
import { messageOf } from "../model/errors.ts";

/**
 * A credential is renewed this long before its end, or after four fifths of its life where that is shorter;
 * milliseconds.
 */
const aheadMs = 60_000;
/** Between two tries where one failed, and at least between two that refusals asked for; milliseconds. */
const againMs = 5_000;
/** Timers count at most 2^31 ms. */
const mostMs = 86_400_000;

/** Who is told of new credentials. */
export interface CredentialListener {
  onToken(token: string): Promise<void>;
  /** It could not be renewed; `over` says that the old one is good for nothing any more. */
  onTrouble(message: string, over: boolean): void;
}

/** Credentials that are renewed while a run goes on. */
export interface CredentialKeeper {
  /** The server refused them: they are looked for again, at most every 5 s. */
  refused(): void;
  stop(): void;
}

/**
 * Renews what can be renewed: a token file's token and an exec plugin's, before its end by the monotonic clock, or when
 * it was refused.
 */
export function keepCredentials(
  source: IdentitySource,
  server: KubeServer,
  shown: ShownIdentity,
  listener: CredentialListener,
): CredentialKeeper {
  if (!isRenewable(source)) return { refused: () => {}, stop: () => {} };
  let timer: NodeJS.Timeout | undefined;
  let token = shown.bearer;
  let goodUntil = performance.now() + (shown.validMs ?? Number.POSITIVE_INFINITY);
  let triedAt = performance.now();
  let stopped = false;
  const plan = (validMs: number | undefined) => {
    clearTimeout(timer);
    if (validMs === undefined || stopped) return;
    timer = setTimeout(renew, Math.min(mostMs, Math.max(againMs, validMs * 0.8, validMs - aheadMs)));
  };
  const renew = async () => {
    triedAt = performance.now();
    try {
      const fresh = await showIdentity(source, server);
      if (stopped) return;
      goodUntil = performance.now() + (fresh.validMs ?? Number.POSITIVE_INFINITY);
      if (fresh.bearer !== undefined && fresh.bearer !== token) await listener.onToken(fresh.bearer);
      token = fresh.bearer;
      plan(fresh.validMs);
    } catch (error) {
      // The old one may still be good for a while.
      listener.onTrouble(messageOf(error), performance.now() > goodUntil);
      plan(againMs);
    }
  };
  plan(shown.validMs);
  return {
    refused: () => {
      if (performance.now() - triedAt >= againMs) void renew();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
