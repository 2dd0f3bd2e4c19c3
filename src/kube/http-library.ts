import type { PromiseHttpLibrary, RequestContext, ResponseContext } from "@kubernetes/client-node";
import type { Dispatcher } from "undici";

/** Makes the library's own kind of answer. */
type MakeResponse = (status: number, headers: Record<string, string>, text: () => Promise<string>) => ResponseContext;

/**
 * How the Kubernetes client sends its requests: on these connections, each with these headers besides. Its own way is
 * fetch, which refuses the ports that browsers refuse, and writes several values of one header as one.
 */
export function httpLibrary(
  dispatcher: Dispatcher,
  further: Readonly<Record<string, string[]>>,
  makeResponse: MakeResponse,
): PromiseHttpLibrary {
  return {
    send: async (request: RequestContext) => {
      const url = new URL(request.getUrl());
      const signal = request.getSignal();
      const asked = dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.getHttpMethod() as Dispatcher.HttpMethod,
        headers: { ...request.getHeaders(), ...further },
        body: (request.getBody() as string | undefined) ?? null,
        ...(signal === undefined ? {} : { signal }),
      });
      // undici itself ends a request whose connection does not stand yet only when that is given up.
      const answer = await (signal === undefined ? asked : Promise.race([asked, abortOf(signal)]));
      const headers = Object.entries(answer.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]);
      return makeResponse(answer.statusCode, Object.fromEntries(headers), () => answer.body.text());
    },
  };
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}
