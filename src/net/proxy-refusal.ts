/** The error of a proxy that opens no tunnel, of code "EPROXY"; `answer` is in its own words. */
export function proxyRefusal(answer: string): Error {
  return Object.assign(new Error(`the proxy refused the tunnel: ${answer}`), { code: "EPROXY" });
}
