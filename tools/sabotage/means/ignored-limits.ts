import { engineProxy } from "./engine-proxy.ts";

/** An engine that says that it changed a container's limits, and did not. */
export async function ignoringLimits() {
  const proxy = await engineProxy(({ method, path }) =>
    method === "POST" && /^\/containers\/[^/]+\/update$/.test(path) ? { answer: 200 } : undefined,
  );
  return { environment: proxy.environment, takeBack: proxy.close };
}
