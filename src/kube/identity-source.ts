import { UsageError } from "../model/errors.ts";
import { plainText } from "../model/plain-text.ts";
import { type ExecPlugin, pluginOf } from "./exec-plugin.ts";
import { pemOf } from "./kube-server.ts";
import type { UserEntry } from "./kubeconfig-entries.ts";
import { type Placed, pathBeside, placeOf } from "./merged-kubeconfig.ts";

/** What a user's requests are authorized by, beside a client certificate. */
export type AuthorizationSource =
  | { readonly is: "token"; readonly token: string }
  | { readonly is: "token-file"; readonly path: string; readonly token: string | undefined }
  | { readonly is: "password"; readonly username: string; readonly password: string }
  | { readonly is: "exec"; readonly plugin: ExecPlugin }
  | { readonly is: "oidc"; readonly config: Readonly<Record<string, string>> }
  | { readonly is: "nothing" };

/** How a kubeconfig's user shows who it is. */
export interface IdentitySource {
  /** Which user of which file, for a message. */
  readonly where: string;
  readonly certificate: { readonly cert: string; readonly key: string } | undefined;
  readonly authorization: AuthorizationSource;
  /** Headers by which it asks to be taken for somebody else; none mostly. */
  readonly impersonation: Readonly<Record<string, readonly string[]>>;
}

/** Somebody who shows nothing. */
export const nobody: IdentitySource = {
  where: "the kubeconfig's user",
  certificate: undefined,
  authorization: { is: "nothing" },
  impersonation: {},
};

/** How a context's user shows who it is, as kubectl reads it; throws UsageError for what does not fit together. */
export function identityOf(user: Placed<UserEntry> | undefined): IdentitySource {
  if (user === undefined) return nobody;
  const { entry } = user;
  const where = placeOf("user", user);
  const cert = pemOf(user, where, "client-certificate", entry);
  const key = pemOf(user, where, "client-key", entry);
  if (cert !== undefined && key === undefined)
    throw new UsageError(`${where}: has a client-certificate alone: its client-key is needed too`);
  const certificate = cert === undefined || key === undefined ? undefined : { cert, key };
  return {
    where,
    certificate,
    authorization: authorizationOf(user, where, certificate !== undefined),
    impersonation: impersonationOf(entry, where),
  };
}

function authorizationOf(user: Placed<UserEntry>, where: string, hasCertificate: boolean): AuthorizationSource {
  const { entry } = user;
  const { token, tokenFile, username, password, exec, "auth-provider": provider } = entry;
  if ((token ?? tokenFile) !== undefined && (username ?? password) !== undefined)
    throw new UsageError(`${where}: has a token and a username or password: only one of them can be shown`);
  if (exec !== undefined && provider !== undefined)
    throw new UsageError(`${where}: has exec and auth-provider: only one of them can be asked`);
  const plugin = exec === undefined ? undefined : pluginOf(user, exec, where);
  if (tokenFile !== undefined) return { is: "token-file", path: pathBeside(user, tokenFile), token };
  if (token !== undefined) return { is: "token", token };
  // A password of nobody identifies nobody.
  if (username !== undefined) return { is: "password", username, password: password ?? "" };
  // client-go asks no plugin for somebody who shows a certificate already (plugin/pkg/client/auth/exec).
  if (plugin !== undefined) return hasCertificate ? { is: "nothing" } : { is: "exec", plugin };
  if (provider === undefined) return { is: "nothing" };
  if (provider.name === "oidc") return { is: "oidc", config: oidcConfig(user, provider.config ?? {}, where) };
  throw new UsageError(
    `${where}: the auth-provider ${plainText(provider.name ?? '""')} is not there any more: use an exec plugin, a certificate or a token`,
  );
}

function oidcConfig(
  user: Placed<UserEntry>,
  config: Readonly<Record<string, string>>,
  where: string,
): Readonly<Record<string, string>> {
  for (const needed of ["client-id", "idp-issuer-url"])
    if (!config[needed]) throw new UsageError(`${where}: its auth-provider oidc has no ${needed}`);
  const authority = config["idp-certificate-authority"];
  return authority ? { ...config, "idp-certificate-authority": pathBeside(user, authority) } : config;
}

function impersonationOf(entry: UserEntry, where: string): Readonly<Record<string, readonly string[]>> {
  const { as, "as-uid": uid, "as-groups": groups, "as-user-extra": extra } = entry;
  const more = Object.entries(extra);
  if (as === undefined) {
    if (uid === undefined && groups.length === 0 && more.length === 0) return {};
    throw new UsageError(`${where}: as-uid, as-groups and as-user-extra need as: whom to be taken for`);
  }
  return {
    "Impersonate-User": [as],
    ...(uid === undefined ? {} : { "Impersonate-Uid": [uid] }),
    ...(groups.length === 0 ? {} : { "Impersonate-Group": groups }),
    // The name may hold whatever a header's may not (client-go, transport/round_trippers.go).
    ...Object.fromEntries(more.map(([name, values]) => [`Impersonate-Extra-${encodeURIComponent(name)}`, values])),
  };
}
