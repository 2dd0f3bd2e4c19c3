/** What is shown to a server: a client certificate, a token, both or nothing. */
export interface ShownIdentity {
  readonly cert?: string;
  readonly key?: string;
  readonly token?: string;
  /** How long it is good from now on, milliseconds; undefined where it does not say. */
  readonly validMs?: number;
}
