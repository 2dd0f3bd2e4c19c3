/** What is shown to a server: a client certificate, what requests are authorized by, both or nothing. */
export interface ShownIdentity {
  readonly cert?: string;
  readonly key?: string;
  readonly bearer?: string;
  readonly login?: { readonly username: string; readonly password: string };
  /** Headers by which it asks to be taken for somebody else. */
  readonly impersonation?: Readonly<Record<string, readonly string[]>>;
  /** How long it is good from now on, milliseconds; undefined where it does not say. */
  readonly validMs?: number;
  /** How long its certificate is good from now on, milliseconds: probes hold it for their whole run. */
  readonly certificateMs?: number;
}

/** Value of the header Authorization; undefined where nothing is shown in it. */
export function authorizationOf({ bearer, login }: ShownIdentity): string | undefined {
  if (bearer !== undefined) return `Bearer ${headerText(bearer)}`;
  if (login === undefined) return undefined;
  return `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
}

/** Headers of somebody who asks to be taken for somebody else, as they are sent; none mostly. */
export function impersonationOf({ impersonation = {} }: ShownIdentity): Readonly<Record<string, string[]>> {
  return Object.fromEntries(Object.entries(impersonation).map(([name, values]) => [name, values.map(headerText)]));
}

/** Node writes a header one byte for each character: those of other alphabets are sent as UTF-8, as Go does. */
export function headerText(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
