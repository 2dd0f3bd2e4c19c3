import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";
import type { World } from "../world.ts";

const by = (proxyUrl: (world: World) => string, user?: object) => (world: World) => ({
  files: { config: config(trusted(world, { "proxy-url": proxyUrl(world) }), user) },
});
/** A server by a name that only a proxy can reach: no proxy of the environment is taken for this machine itself. */
const named = (env: (world: World) => Record<string, string>) => (world: World) => ({
  files: { config: config(trusted(world, { server: `https://api.example.com:${world.tls}` })) },
  env: env(world),
});

/** Proxies that the environment names. */
const cases: readonly KubeconfigCase[] = [
  { name: "a proxy of the environment", given: named((w) => ({ HTTPS_PROXY: `http://127.0.0.1:${w.proxy}` })) },
  {
    name: "a proxy of the environment in small letters, without a scheme",
    given: named((w) => ({ https_proxy: `127.0.0.1:${w.proxy}` })),
  },
  {
    name: "a proxy of the environment with a name and a password",
    given: named((w) => ({ HTTPS_PROXY: `http://me:se%2Fcret@127.0.0.1:${w.login}` })),
  },
  {
    name: "the proxy for plain HTTP is not for HTTPS",
    given: named((w) => ({ HTTP_PROXY: `http://127.0.0.1:${w.proxy}` })),
    refused: /api\.example\.com does not resolve/,
  },
  {
    name: "a server that no proxy is for",
    given: named((w) => ({ HTTPS_PROXY: `http://127.0.0.1:${w.proxy}`, NO_PROXY: "10.0.0.0/8, example.com" })),
    refused: /api\.example\.com does not resolve/,
  },
  {
    name: "a domain with a dot, which the server is below",
    given: named((w) => ({ HTTPS_PROXY: `http://127.0.0.1:${w.proxy}`, NO_PROXY: ".example.com" })),
    refused: /api\.example\.com does not resolve/,
  },
  {
    name: "another domain",
    given: named((w) => ({ HTTPS_PROXY: `http://127.0.0.1:${w.proxy}`, NO_PROXY: "pi.example.com,.api.example.com" })),
  },
  {
    name: "every server",
    given: named((w) => ({ HTTPS_PROXY: `http://127.0.0.1:${w.proxy}`, NO_PROXY: "*" })),
    refused: /api\.example\.com does not resolve/,
  },
  {
    name: "another port",
    given: named((w) => ({ HTTPS_PROXY: `http://127.0.0.1:${w.proxy}`, NO_PROXY: "api.example.com:1" })),
  },
  {
    name: "this machine itself needs no proxy",
    given: (w) => ({ files: { config: config(trusted(w)) }, env: { HTTPS_PROXY: `http://127.0.0.1:${w.nobody}` } }),
  },
  {
    name: "the cluster's own proxy goes before the environment's",
    given: (w) => ({
      ...by((x) => `http://127.0.0.1:${x.proxy}`)(w),
      env: { HTTPS_PROXY: `http://127.0.0.1:${w.nobody}`, NO_PROXY: "*" },
    }),
  },
];
export default cases;
