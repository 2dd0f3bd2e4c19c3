import { type HaproxySection, sectionsOf } from "../haproxy-sections.ts";
import type { BalancerFormat, HealthCheck, ServerGroup } from "../load-balancer.ts";

/** HAProxy's own defaults (configuration manual, "inter", "fall"): 2 s, 3 failures. */
const usual = { interMs: 2_000, fall: 3 };
const unitMs: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  "": 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const format: BalancerFormat = {
  name: "haproxy",
  about: "haproxy.cfg",
  fits: (text) => /^\s*(backend|listen|defaults|global|frontend)\b/m.test(text) && !/[{}]\s*$/m.test(text),
  groups: (text) => sectionsOf(text).flatMap(groupOf),
};
export default format;

function groupOf({ kind, name, lines }: HaproxySection): ServerGroup[] {
  const servers = lines.filter(([word]) => word === "server" || word === "server-template");
  if (servers.length === 0) return [];
  const common = lines.filter(([word]) => word === "default-server").flatMap((line) => line.slice(1));
  // Options of the server itself come last, and win.
  const options = servers.map((line) => [...common, ...line.slice(line[0] === "server" ? 3 : 4)]);
  const checked = options.filter((words) => words.lastIndexOf("check") > words.lastIndexOf("no-check"));
  const [words] = checked;
  const inter = timeMs(wordAfter(words ?? [], "inter")) ?? usual.interMs;
  const fall = Number(wordAfter(words ?? [], "fall") ?? usual.fall);
  return [
    {
      name: `${kind} ${name}`,
      servers: servers.flatMap(addressesOf),
      check: words === undefined || checked.length < options.length ? { how: "nothing" } : checkOf(lines, words),
      ...(words === undefined ? {} : { noticedMs: inter * fall }),
    },
  ];
}

function addressesOf([word, name = "", second = "", third = ""]: readonly string[]): string[] {
  if (word === "server") return [second];
  const count = Number(second.split("-").at(-1)) || 1;
  return Array.from(
    { length: count },
    (_, index) => `${third.replace(/:\d+$/, "")}#${name}${index + 1}:${third.split(":").at(-1)}`,
  );
}

const checks = [
  "httpchk",
  "tcp-check",
  "ssl-hello-chk",
  "external-check",
  "mysql-check",
  "pgsql-check",
  "redis-check",
  "smtpchk",
  "ldap-check",
  "spop-check",
];

/** The check that the last such option asks for, as HAProxy takes it; a plain connection without one. */
function checkOf(lines: readonly (readonly string[])[], words: readonly string[]): HealthCheck {
  const told = lines.filter((line) => isOption(line) && checks.includes(nameOf(line) ?? ""));
  const last = told.at(-1);
  const option = last === undefined || last[0] === "no" ? undefined : nameOf(last);
  const overTls =
    words.lastIndexOf("check-ssl") > words.lastIndexOf("no-check-ssl") ||
    (words.includes("ssl") && !words.includes("no-check-ssl"));
  if (option === "httpchk") return asked(last ?? [], lines, overTls);
  if (option === "tcp-check") return scripted(lines, overTls);
  if (option === "ssl-hello-chk") return { how: "tls" };
  if (option !== undefined) return { how: "other", what: option };
  return { how: overTls ? "tls" : "tcp" };
}

/** "option httpchk GET /readyz" of any age, and "http-check send meth GET uri /readyz", which wins. */
function asked(option: readonly string[], lines: readonly (readonly string[])[], overTls: boolean): HealthCheck {
  const words = option.slice(2);
  const [first = "/", second] = words;
  const send = lines.findLast(([word, what]) => word === "http-check" && what === "send") ?? [];
  const connects = lines.filter(([word, what]) => word === "http-check" && what === "connect");
  return {
    how: "http",
    method: wordAfter(send, "meth") ?? (second === undefined ? "OPTIONS" : first),
    path: wordAfter(send, "uri") ?? second ?? first,
    secure: connects.length > 0 ? connects.some((line) => line.includes("ssl")) || overTls : overTls,
  };
}

/** A check by "tcp-check" is one by HTTP where a request is sent. */
function scripted(lines: readonly (readonly string[])[], overTls: boolean): HealthCheck {
  const steps = lines.filter(([word]) => word === "tcp-check");
  const connects = steps.filter(([, what]) => what === "connect");
  const secure = connects.length > 0 ? connects.some((line) => line.includes("ssl")) || overTls : overTls;
  const request = steps
    .filter(([, what]) => what === "send")
    .flatMap((line) => /^([A-Z]+) (\S+)/.exec(line.slice(2).join(" ")) ?? []);
  const [, method, path] = request;
  if (method !== undefined && path !== undefined) return { how: "http", method, path, secure };
  if (steps.some(([, what]) => what === "send-binary" || what === "expect")) return { how: "other", what: "tcp-check" };
  return { how: secure ? "tls" : "tcp" };
}

function isOption([first, second]: readonly string[]): boolean {
  return first === "option" || (first === "no" && second === "option");
}

function nameOf(line: readonly string[]): string | undefined {
  return line[0] === "no" ? line[2] : line[1];
}

function wordAfter(words: readonly string[], name: string): string | undefined {
  const index = words.lastIndexOf(name);
  return index === -1 ? undefined : words[index + 1];
}

function timeMs(text: string | undefined): number | undefined {
  const match = /^(\d+)(us|ms|s|m|h|d|)$/.exec(text ?? "");
  return match === null ? undefined : Number(match[1]) * (unitMs[match[2] ?? ""] ?? 1);
}
