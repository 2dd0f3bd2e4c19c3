import { getCACertificates } from "node:tls";
import { type Dispatcher, EnvHttpProxyAgent } from "undici";
import { messageOf } from "../../model/errors.ts";

/**
 * How downloads go out: through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY say, and trusting what Node and this
 * system trust, so that a company's own authority works where it is installed, or named by NODE_EXTRA_CA_CERTS.
 */
export function downloadAgent(): Dispatcher {
  const ca = [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
  return new EnvHttpProxyAgent({ connect: { ca }, requestTls: { ca }, proxyTls: { ca } });
}

/** Why a download did not work, in one line with what to do; undici hides the reason in causes. */
export function downloadProblem(error: unknown): string {
  const chain = causesOf(error);
  const said = messageOf(chain.at(-1));
  const codes = chain.map((one) => String((one as NodeJS.ErrnoException | undefined)?.code ?? ""));
  const advice = ADVICE.find(([test]) => codes.some((code) => test.test(code)) || test.test(said))?.[1];
  return advice === undefined ? said : `${said}: ${advice}`;
}

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)|certificate/,
    "whoever answered has a certificate of an authority that is not known here; a company's own belongs into the " +
      "system's store, or into a file that NODE_EXTRA_CA_CERTS names",
  ],
  [/Proxy response|UND_ERR_PRX/, "the proxy of HTTPS_PROXY refused; a name and a password can be in its URL"],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|UND_ERR_(?:CONNECT|HEADERS)_TIMEOUT/,
    "where the internet is behind a proxy, set HTTPS_PROXY; a mirror can be named with KIND_CHAOS_KIND_RELEASES",
  ],
];

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [error];
  for (let next = error; next instanceof Error && next.cause !== undefined && chain.length < 5; next = next.cause)
    chain.push(next.cause);
  return chain;
}
