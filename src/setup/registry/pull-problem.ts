/** Why an image did not come. Only "unreachable" means that no registry answered. */
export const pullProblems = [
  "missing",
  "unreachable",
  "rate-limited",
  "unauthorized",
  "clock",
  "certificate",
  "proxy",
  "broken-off",
  "failed",
] as const;
export type PullProblem = (typeof pullProblems)[number];

/** What came of asking for an image. */
export type PullResult =
  | { readonly outcome: "pulled" }
  | { readonly outcome: PullProblem /** The engine's own words, in one line. */; readonly detail: string };

/**
 * What the engine says, from the surest to the least sure: a proxy's refusal has the words of an unreachable host in it,
 * too. The words are those of moby (distribution/errors.go, registry/auth.go), containerd (remotes/docker) and Go's net
 * and crypto/x509.
 */
const WORDS: readonly (readonly [PullProblem, RegExp])[] = [
  ["rate-limited", /toomanyrequests|too many requests|rate limit/i],
  ["proxy", /proxyconnect|proxy authentication required|\b407\b/i],
  ["clock", /certificate has expired or is not yet valid: current time/i],
  ["certificate", /x509|certificate|gave HTTP response to HTTPS client|first record does not look like a TLS/i],
  [
    "unauthorized",
    /unauthorized|no basic auth credentials|pull access denied|authorization failed|failed to authorize|access to the resource is denied|\b40[13]\b|forbidden/i,
  ],
  ["missing", /manifest unknown|name unknown|not found|no matching manifest|repository does not exist/i],
  [
    "unreachable",
    /no such host|server misbehaving|name resolution|i\/o timeout|timeout exceeded|deadline exceeded|handshake timeout|request canceled|connection refused|connection reset|(?:network|host) is (?:unreachable|down)|no route to host|\bEOF\b/i,
  ],
];

/** Reads the output of a pull that did not end well; `answered` says whether it had begun to come. */
export function pullProblem(output: string, answered: boolean): Exclude<PullResult, { outcome: "pulled" }> {
  const lines = output.split("\n").map((line) => line.trim());
  const last = lines.findLast((line) => line !== "") ?? "";
  const said = lines.findLast((line) => /error/i.test(line)) ?? last;
  const detail = said.replace(/^Error response from daemon: /, "").replace(/^error(?: during connect)?: /i, "");
  const found = WORDS.find(([, words]) => words.test(detail))?.[0] ?? "failed";
  return { outcome: found === "unreachable" && answered ? "broken-off" : found, detail };
}

/** Where a picture of the world comes from that a message needs: the registry's name as a person writes it. */
export interface Asked {
  readonly image: string;
  readonly registry: string;
}

/** One sentence for a person: what is wrong, in the engine's words, and what to do. */
export function describeProblem(problem: PullProblem, detail: string, { image, registry }: Asked): string {
  return `${whatIsWrong[problem].replace("{image}", image).replace("{registry}", registry)} (${detail}): ${whatToDo[problem].replaceAll("{registry}", registry)}`;
}

const whatIsWrong: Readonly<Record<PullProblem, string>> = {
  missing: "{registry} does not have {image}",
  unreachable: "{registry} does not answer",
  "rate-limited": "{registry} gives no more images to this address for now",
  unauthorized: "{registry} does not give {image} to whoever is not logged in, or does not have it",
  clock: "by the clock of the engine's machine the certificate of {registry} is not valid",
  certificate: "the engine does not trust {registry}",
  proxy: "the engine's proxy did not let it through to {registry}",
  "broken-off": "{image} began to come from {registry}, and did not go on",
  failed: "the engine could not pull {image}",
};

const build = "or build the images here with --build";

const whatToDo: Readonly<Record<PullProblem, string>> = {
  missing: `push it there, name another registry with --registry, ${build}`,
  unreachable: `make it reachable, name another registry with --registry, ${build}`,
  "rate-limited": `wait, log in with "docker login {registry}", name a mirror with --registry, ${build}`,
  unauthorized: `log in with "docker login {registry}", name another registry with --registry, ${build}`,
  clock: `set the clock, if it is that which is wrong; ${build}`,
  certificate:
    `a company's own authority belongs into /etc/docker/certs.d/{registry}/ca.crt on the engine's machine ` +
    `(Docker Desktop: into the system's own keychain, then restart it); ${build}`,
  proxy: `the proxy is set for the engine, not for this shell (docker info shows it; docs/setup.md says where); ${build}`,
  "broken-off": "run it again, and it goes on with what is missing",
  failed: `see the log; ${build}`,
};

/**
 * What a person whose shell has a proxy should know where nothing was reached: it is the engine that pulls. Undefined
 * where the engine has a proxy of its own, or the shell has none.
 */
export function proxyHint(
  env: Readonly<Record<string, string | undefined>>,
  engine: { readonly HTTPSProxy?: string; readonly HttpsProxy?: string },
): string | undefined {
  const name = ["HTTPS_PROXY", "https_proxy"].find((one) => env[one]);
  if (name === undefined || engine.HTTPSProxy || engine.HttpsProxy) return undefined;
  return `${name} is set in this shell, but the Docker engine, which pulls, has no proxy: set one for it (docs/setup.md)`;
}
