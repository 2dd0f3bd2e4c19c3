import type { Prepared } from "../sabotage.ts";
import { engineProxy } from "./engine-proxy.ts";

/** An engine that runs other commands in containers than it is asked to: each word of them is changed. */
export async function changedCommands(change: (word: string) => string): Promise<Prepared> {
  const proxy = await engineProxy(({ method, path, body }) => {
    const { Cmd: words } = body;
    if (method !== "POST" || !path.endsWith("/exec") || !Array.isArray(words)) return undefined;
    return { body: { ...body, Cmd: words.map((word) => change(`${word}`)) } };
  });
  return { environment: proxy.environment, takeBack: proxy.close };
}
