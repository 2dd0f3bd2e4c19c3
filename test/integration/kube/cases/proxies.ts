import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";
import type { World } from "../world.ts";

const by = (proxyUrl: (world: World) => string, user?: object) => (world: World) => ({
  files: { config: config(trusted(world, { "proxy-url": proxyUrl(world) }), user) },
});

/** What stands between this machine and a server. */
const cases: readonly KubeconfigCase[] = [
  { name: "an HTTP proxy", given: by((w) => `http://127.0.0.1:${w.proxy}`) },
  {
    name: "an HTTP proxy, with a client certificate",
    given: (w) => by((x) => `http://127.0.0.1:${x.proxy}`, w.jane)(w),
  },
  {
    name: "an HTTP proxy that wants a name and a password",
    given: by((w) => `http://me:se%2Fcret@127.0.0.1:${w.login}`),
  },
  {
    name: "an HTTP proxy that is not shown a name",
    given: by((w) => `http://127.0.0.1:${w.login}`),
    refused: /through the proxy http:\/\/127\.0\.0\.1:\d+ \(proxy-url\): the proxy refused the tunnel: 407/,
  },
  {
    name: "an HTTP proxy with a wrong password, which is not told",
    given: by((w) => `http://me:wr0ng@127.0.0.1:${w.login}`),
    refused: /^(?!.*wr0ng).*the proxy refused the tunnel: 407/,
  },
  {
    name: "an HTTP proxy that is not there",
    given: by((w) => `http://127.0.0.1:${w.nobody}`),
    refused: /through the proxy http:\/\/127\.0\.0\.1:1 \(proxy-url\): nobody listens there/,
  },
  {
    name: "an HTTPS proxy, which the cluster's authority has signed",
    given: by((w) => `https://127.0.0.1:${w.secure}`),
  },
  { name: "a SOCKS5 proxy", given: by((w) => `socks5://127.0.0.1:${w.socks}`) },
  {
    name: "a proxy with another scheme",
    given: by(() => "ftp://127.0.0.1"),
    refused: /proxy-url .*a proxy's scheme is http, https or socks5/,
  },
  {
    name: "a proxy without a scheme",
    given: by((w) => `127.0.0.1:${w.proxy}`),
    refused: /proxy-url .*(is no URL|a proxy's scheme)/,
  },
  {
    name: "plain HTTP through a proxy",
    given: (w) => ({
      files: { config: config({ server: `http://127.0.0.1:${w.plain}`, "proxy-url": `http://127.0.0.1:${w.proxy}` }) },
    }),
  },
];
export default cases;
