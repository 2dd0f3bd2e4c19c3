import pRetry, { AbortError } from "p-retry";
import type { Dispatcher } from "undici";
import { environmentProxy } from "../kube/environment-proxy.ts";
import { messageOf } from "../model/errors.ts";
import type { NotifyAddress } from "./address.ts";
import { type Message, slackForm } from "./message.ts";

/** How long posting may take. Our own choice: nobody waits longer for a chat. Milliseconds. */
export interface PostLimits {
  /** All attempts together. */
  readonly totalMs: number;
  /** One attempt. */
  readonly attemptMs: number;
  /** Between the first attempt and the second; then twice as long each time. */
  readonly pauseMs: number;
}

const usualLimits: PostLimits = { totalMs: 20_000, attemptMs: 6_000, pauseMs: 1_000 };
const mostRetries = 3;

/** What a post is given beside its message. */
export interface PostOptions {
  readonly limits?: PostLimits;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Ends it. */
  readonly stop?: AbortSignal | undefined;
}

/** Answers after which a later attempt may succeed, as RFC 9110 and RFC 6585 have them. */
function isPassing(status: number): boolean {
  return status >= 500 || [408, 425, 429].includes(status);
}

/**
 * Posts a message, with retries while that may help; returns why it was not taken, in one line without the address, or
 * undefined. It goes through the proxy that the environment names, and follows no redirect: what is posted is for one
 * server alone.
 */
export async function post(
  { url, form }: NotifyAddress,
  message: Message,
  { limits = usualLimits, environment = process.env, stop }: PostOptions = {},
): Promise<string | undefined> {
  const { fetch, Agent, ProxyAgent } = await import("undici");
  const late = AbortSignal.timeout(limits.totalMs);
  const whole = stop === undefined ? late : AbortSignal.any([late, stop]);
  let connections: Dispatcher | undefined;
  try {
    const proxy = environmentProxy(url, environment);
    const dispatcher = proxy === undefined ? new Agent() : new ProxyAgent(proxy.url);
    connections = dispatcher;
    const target = new URL(url);
    const authorization = loginOf(target);
    const attempt = async (): Promise<void> => {
      const response = await fetch(target, {
        method: "POST",
        headers: { "content-type": "application/json", "user-agent": "kind-chaos", ...authorization },
        body: JSON.stringify(form === "slack" ? slackForm(message) : message),
        redirect: "manual",
        dispatcher,
        signal: AbortSignal.any([whole, AbortSignal.timeout(limits.attemptMs)]),
      });
      await response.body?.cancel();
      if (response.ok) return;
      const problem = new Error(`it answered ${response.status}`);
      throw isPassing(response.status) ? problem : new AbortError(problem);
    };
    const { pauseMs: minTimeout } = limits;
    await pRetry(attempt, { retries: mostRetries, minTimeout, factor: 2, signal: whole, shouldRetry: () => true });
    return undefined;
  } catch (error) {
    if (stop?.aborted === true) return "it was interrupted";
    return late.aborted ? `no answer within ${limits.totalMs / 1_000} s` : whyNot(error);
  } finally {
    await connections?.destroy();
  }
}

/** Takes a login out of an address, and returns the header that says it: fetch takes no address that has one. */
function loginOf(url: URL): { authorization?: string } {
  const { username, password } = url;
  if (username === "" && password === "") return {};
  url.username = "";
  url.password = "";
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(login).toString("base64")}` };
}

/** The system's own code where there is one: messages of the client may have the address in them. */
function whyNot(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  if (cause?.code !== undefined) return `it cannot be reached (${cause.code})`;
  const message = messageOf(error);
  return /^it answered \d+$/.test(message) ? message : "it cannot be reached";
}
