import type { LoadBalancerSettings, VirtualAddressSettings } from "../../model/settings.ts";

/** Where HAProxy's configuration lies, as in kind's own load balancer of that kind. */
export const haproxyFile = "/usr/local/etc/haproxy/haproxy.cfg";
export const keepalivedFile = "/etc/keepalived/keepalived.conf";

/** Where HAProxy tells on loopback that it answers at all. */
const alivePort = 8_404;

/** An API server as a load balancer knows it. */
export interface Backend {
  readonly short: string;
  readonly address: string;
}

/**
 * HAProxy's configuration. Connections are passed on as they are; a watch may be silent for as long as it likes; checks
 * ask whether the API server is ready (`ssl-hello-chk` would override that).
 */
export function haproxyConfig(
  { path, intervalMs, unhealthyThreshold, healthyThreshold, connectTimeoutMs }: LoadBalancerSettings,
  backends: readonly Backend[],
): string {
  const check = `check check-ssl verify none inter ${intervalMs / 1_000}s fall ${unhealthyThreshold} rise ${healthyThreshold}`;
  return [
    "global",
    // Where fewer files may be open than HAProxy would like, it would refuse to start.
    "  no strict-limits",
    "  maxconn 4000",
    "defaults",
    "  mode tcp",
    `  timeout connect ${connectTimeoutMs}ms`,
    "  timeout client 1h",
    "  timeout server 1h",
    "frontend alive",
    "  mode http",
    `  bind 127.0.0.1:${alivePort}`,
    "  monitor-uri /alive",
    "frontend control-plane",
    "  bind *:6443",
    "  default_backend kube-apiservers",
    "backend kube-apiservers",
    "  balance roundrobin",
    `  option httpchk GET ${path}`,
    ...backends.map(({ short, address }) => `  server ${short} ${address}:6443 ${check}`),
    "",
  ].join("\n");
}

/** Who a balancer is, and whom it shares the address with. */
export interface Peers {
  readonly own: string;
  readonly other: string;
  /** Its place among the balancers. */
  readonly index: number;
  /** The virtual address. */
  readonly shared: string;
}

/**
 * keepalived's configuration. Peers are named, because a network need not carry multicast. Whoever has the address tells
 * so anew every 5 s, so as not to depend on who heard of it when it moved, or after a split that healed: neighbours would
 * keep the other's hardware address.
 */
export function keepalivedConfig(
  { advertMs, priorities, checkIntervalMs, checkTimeoutMs, fall, rise, weight }: VirtualAddressSettings,
  { own, other, index, shared }: Peers,
): string {
  const seconds = (ms: number) => ms / 1_000;
  return [
    "global_defs {",
    "  script_user root",
    "  enable_script_security",
    "  vrrp_garp_master_refresh 5",
    "}",
    "vrrp_script haproxy {",
    `  script "/usr/bin/curl -sf --max-time ${seconds(checkTimeoutMs)} http://127.0.0.1:${alivePort}/alive -o /dev/null"`,
    `  interval ${seconds(checkIntervalMs)}`,
    `  timeout ${seconds(checkTimeoutMs)}`,
    `  fall ${fall}`,
    `  rise ${rise}`,
    ...(weight === 0 ? [] : [`  weight ${weight}`]),
    "}",
    "vrrp_instance control-plane {",
    `  state ${index === 0 ? "MASTER" : "BACKUP"}`,
    "  interface eth0",
    "  virtual_router_id 51",
    `  priority ${priorities[index] ?? 100}`,
    `  advert_int ${seconds(advertMs)}`,
    `  unicast_src_ip ${own}`,
    "  unicast_peer {",
    `    ${other}`,
    "  }",
    "  virtual_ipaddress {",
    `    ${shared}/24`,
    "  }",
    "  track_script {",
    "    haproxy",
    "  }",
    "}",
    "",
  ].join("\n");
}

/**
 * The settings in a configuration of keepalived, with its own priority alone; undefined where it is something else, and
 * where it says what the limits are not made for: another version of VRRP than 2, whose skew is another, or `nopreempt`.
 */
export function parseKeepalived(text: string): VirtualAddressSettings | undefined {
  const told = (name: string) => {
    const value = new RegExp(`^\\s*${name} (-?[\\d.]+)$`, "m").exec(text)?.[1];
    return value === undefined ? undefined : Number(value);
  };
  const versions = ["vrrp_version", "version"].flatMap((name) => told(name) ?? []);
  if (versions.some((version) => version !== 2) || /^\s*nopreempt\b/m.test(text)) return undefined;
  const [advert, interval, timeout, fall, rise, priority] = [
    "advert_int",
    "interval",
    "timeout",
    "fall",
    "rise",
    "priority",
  ].map(told);
  if (advert === undefined || interval === undefined || timeout === undefined || fall === undefined) return undefined;
  if (rise === undefined || priority === undefined) return undefined;
  return {
    advertMs: advert * 1_000,
    priorities: [priority],
    checkIntervalMs: interval * 1_000,
    checkTimeoutMs: timeout * 1_000,
    fall,
    rise,
    weight: told("weight") ?? 0,
  };
}
