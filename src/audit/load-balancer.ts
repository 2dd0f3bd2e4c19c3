/** How a load balancer finds out that an API server does not work. */
export type HealthCheck =
  /** It does not. */
  | { readonly how: "nothing" }
  /** It sees that a connection of a client could not be made. */
  | { readonly how: "passive" }
  /** It opens a connection, or makes a TLS handshake. */
  | { readonly how: "tcp" | "tls" }
  /** It asks something that is not seen from here: a script, gRPC. */
  | { readonly how: "other"; readonly what: string }
  | {
      readonly how: "http";
      readonly method: string;
      readonly path: string;
      /** Over TLS, as API servers want it. */
      readonly secure: boolean;
    };

/** One group of API servers behind a load balancer, from its own configuration. */
export interface ApiBalancer {
  readonly kind: string;
  /** Where it stands: "haproxy.cfg, backend kube-apiserver". */
  readonly where: string;
  /** Host and port of each server. */
  readonly servers: readonly string[];
  readonly check: HealthCheck;
  /** How long a server that is gone may go on getting requests, milliseconds; undefined where that is not known. */
  readonly noticedMs?: number;
  /** Share of healthy servers, per cent, below which it sends to unhealthy ones too (Envoy's panic threshold). */
  readonly panicPercent?: number;
}

/** A group as a format reads it, before it is known whether API servers are in it. */
export interface ServerGroup extends Omit<ApiBalancer, "kind" | "where"> {
  /** "backend kube-apiserver". */
  readonly name: string;
}

/** A format of configuration; the default export of a file in src/audit/load-balancers named like it. Pure. */
export interface BalancerFormat {
  readonly name: string;
  /** In words: "haproxy.cfg". */
  readonly about: string;
  fits(text: string): boolean;
  /** Every group of servers that it distributes to; throws Error with one line on a text that it cannot read. */
  groups(text: string): readonly ServerGroup[];
}
