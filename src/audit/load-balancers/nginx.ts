import type { BalancerFormat, HealthCheck, ServerGroup } from "../load-balancer.ts";
import { allNamed, directivesOf, type NginxDirective } from "../nginx-blocks.ts";

/** NGINX Plus asks every 5 s and gives up after one failure (ngx_stream_upstream_hc_module). */
const usual = { intervalMs: 5_000, fails: 1 };

const format: BalancerFormat = {
  name: "nginx",
  about: "nginx.conf with upstream blocks, of NGINX, NGINX Plus, or with Tengine's check module",
  fits: (text) => /\bupstream\s+\S+\s*\{|\bproxy_pass\s/.test(text),
  groups(text) {
    const directives = directivesOf(text);
    const upstreams = allNamed(directives, "upstream").filter(({ inside }) => inside !== undefined);
    const names = upstreams.map(({ words }) => words[1] ?? "");
    return [
      ...upstreams.map((one) => groupOf(one, directives)),
      // One server without a block of its own.
      ...allNamed(directives, "proxy_pass")
        .map(({ words }) => targetOf(words))
        .filter((target) => /:\d+$/.test(target) && !names.includes(target))
        .map((target): ServerGroup => ({ name: `proxy_pass ${target}`, servers: [target], check: { how: "passive" } })),
    ];
  },
};
export default format;

function groupOf(upstream: NginxDirective, all: readonly NginxDirective[]): ServerGroup {
  const name = upstream.words[1] ?? "";
  const inside = upstream.inside ?? [];
  const servers = inside.filter(({ words }) => words[0] === "server");
  const checks = proxiesTo(name, all).flatMap((block) => checkOfBlock(block, all));
  const [active] = [...checks, ...checkOfTengine(inside)];
  // Without a limit on failures a server is never left out.
  const blind = servers.length > 0 && servers.every(({ words }) => words.includes("max_fails=0"));
  return {
    name: `upstream ${name}`,
    servers: servers.map(({ words }) => words[1] ?? ""),
    check: active?.check ?? { how: blind ? "nothing" : "passive" },
    ...(active?.noticedMs === undefined ? {} : { noticedMs: active.noticedMs }),
  };
}

/** Blocks (server, location) whose own proxy_pass goes to that upstream. */
function proxiesTo(name: string, all: readonly NginxDirective[]): NginxDirective[] {
  return all.flatMap((one) => [
    ...((one.inside ?? []).some(({ words }) => words[0] === "proxy_pass" && targetOf(words) === name) ? [one] : []),
    ...proxiesTo(name, one.inside ?? []),
  ]);
}

function targetOf([, target = ""]: readonly string[]): string {
  return target.replace(/^\w+:\/\//, "").replace(/\/.*$/, "");
}

interface Active {
  readonly check: HealthCheck;
  readonly noticedMs: number;
}

/** health_check of NGINX Plus: in http it asks a path, in stream it connects, or sends what its match says. */
function checkOfBlock({ inside = [] }: NginxDirective, all: readonly NginxDirective[]): Active[] {
  const found = inside.find(({ words }) => words[0] === "health_check");
  if (found === undefined) return [];
  const value = (name: string) => found.words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  const seconds = value("interval")?.replace(/s$/, "");
  const noticedMs = (Number(seconds ?? Number.NaN) * 1_000 || usual.intervalMs) * Number(value("fails") ?? usual.fails);
  const passes = inside.find(({ words }) => words[0] === "proxy_pass");
  const isHttp = passes?.words[1]?.includes("://") === true;
  const overTls = inside.some(({ words }) => words[0] === "proxy_ssl" && words[1] === "on");
  const secure = isHttp ? passes?.words[1]?.startsWith("https:") === true : overTls;
  if (isHttp) return [{ check: { how: "http", method: "GET", path: value("uri") ?? "/", secure }, noticedMs }];
  const match = all.flatMap((one) => allNamed([one], "match")).find(({ words }) => words[1] === value("match"));
  const sent = match?.inside?.find(({ words }) => words[0] === "send")?.words[1];
  return [{ check: requestOf(sent, secure), noticedMs }];
}

/** check and check_http_send of Tengine and of nginx_upstream_check_module. */
function checkOfTengine(inside: readonly NginxDirective[]): Active[] {
  const found = inside.find(({ words }) => words[0] === "check");
  if (found === undefined) return [];
  const value = (name: string) => found.words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  // The module's own defaults: every 30 s, five failures, a connection.
  const noticedMs = Number(value("interval") ?? 30_000) * Number(value("fall") ?? 5);
  const type = value("type") ?? "tcp";
  if (type === "ssl_hello") return [{ check: { how: "tls" }, noticedMs }];
  if (type === "tcp") return [{ check: { how: "tcp" }, noticedMs }];
  const sent = inside.find(({ words }) => words[0] === "check_http_send")?.words[1] ?? "GET / HTTP/1.0";
  if (type !== "http" && type !== "https") return [{ check: { how: "other", what: type }, noticedMs }];
  return [{ check: requestOf(sent, type === "https"), noticedMs }];
}

function requestOf(sent: string | undefined, secure: boolean): HealthCheck {
  const [, method, path] = /^([A-Z]+) ([^\s\\]+)/.exec(sent ?? "") ?? [];
  if (method !== undefined && path !== undefined) return { how: "http", method, path, secure };
  if (sent !== undefined) return { how: "other", what: "what its match sends" };
  return { how: secure ? "tls" : "tcp" };
}
