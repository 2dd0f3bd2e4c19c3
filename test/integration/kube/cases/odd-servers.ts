import { config, type KubeconfigCase, trusted } from "../kubeconfig-case.ts";

/** Servers and ways to them that are seldom named. */
const cases: readonly KubeconfigCase[] = [
  {
    name: "a server with a query",
    given: (w) => ({ files: { config: config(trusted(w, { server: `https://127.0.0.1:${w.tls}/?a=b` })) } }),
  },
  {
    name: "a server with a space before it",
    given: (w) => ({ files: { config: config(trusted(w, { server: ` https://127.0.0.1:${w.tls}` })) } }),
    refused: /is no URL/,
  },
  {
    name: "a path with slashes twice",
    given: (w) => ({ files: { config: config(trusted(w, { server: `https://127.0.0.1:${w.tls}//a//` })) } }),
  },
  {
    name: "a path with an escaped slash",
    given: (w) => ({ files: { config: config(trusted(w, { server: `https://127.0.0.1:${w.tls}/a%2Fb` })) } }),
  },
  { name: "a port alone", given: () => ({ files: { config: config({ server: ":1" }) } }), refused: /is no URL/ },
  {
    name: "a port that cannot be",
    given: () => ({ files: { config: config({ server: "https://127.0.0.1:99999" }) } }),
    refused: /is no URL/,
  },
  {
    name: "a port that browsers refuse",
    given: (w) => ({ files: { config: config(trusted(w, { server: "https://127.0.0.1:6000" })) } }),
    refused: /nobody listens/,
  },
  {
    name: "a proxy with a path",
    given: (w) => ({ files: { config: config(trusted(w, { "proxy-url": `http://127.0.0.1:${w.proxy}/x` })) } }),
  },
  {
    name: "a SOCKS proxy of another name",
    given: (w) => ({ files: { config: config(trusted(w, { "proxy-url": `socks5h://127.0.0.1:${w.socks}` })) } }),
    refused: /proxy-url socks5h:.* a proxy's scheme is http, https or socks5/,
  },
  {
    name: "a SOCKS 4 proxy",
    given: (w) => ({ files: { config: config(trusted(w, { "proxy-url": `socks4://127.0.0.1:${w.socks}` })) } }),
    refused: /proxy-url socks4:.* a proxy's scheme is http, https or socks5/,
  },
  {
    name: "a name that the SOCKS proxy resolves",
    given: (w) => ({
      files: {
        config: config(
          trusted(w, { server: `https://api.example.com:${w.tls}`, "proxy-url": `socks5://127.0.0.1:${w.socks}` }),
        ),
      },
    }),
  },
  {
    name: "a SOCKS proxy of the environment",
    given: (w) => ({
      files: { config: config(trusted(w, { server: `https://api.example.com:${w.tls}` })) },
      env: { HTTPS_PROXY: `socks5://127.0.0.1:${w.socks}` },
    }),
  },
  {
    name: "an environment's proxy of another scheme",
    given: (w) => ({
      files: { config: config(trusted(w, { server: `https://api.example.com:${w.tls}` })) },
      env: { HTTPS_PROXY: "ftp://x" },
    }),
    refused: /the environment's HTTPS_PROXY ftp:\/\/x: a proxy's scheme/,
  },
  {
    name: "a variable that kubectl does not know",
    given: (w) => ({
      files: { config: config(trusted(w, { server: `https://api.example.com:${w.tls}` })) },
      env: { ALL_PROXY: `http://127.0.0.1:${w.proxy}` },
    }),
    refused: /api\.example\.com does not resolve/,
  },
  {
    name: "an HTTPS proxy with somebody else's certificate",
    given: (w) => ({ files: { config: config(trusted(w, { "proxy-url": `https://127.0.0.1:${w.foreign}` })) } }),
    refused: /through the proxy https:.* not signed by the kubeconfig's certificate authority/,
  },
  {
    name: "an HTTPS proxy whose certificate is not checked either",
    given: (w) => ({
      files: {
        config: config({
          server: `https://127.0.0.1:${w.foreign}`,
          "insecure-skip-tls-verify": true,
          "proxy-url": `https://127.0.0.1:${w.secure}`,
        }),
      },
    }),
  },
  {
    name: "tls-server-name, which holds for an HTTPS proxy too",
    given: (w) => ({
      files: {
        config: config(
          trusted(w, { "proxy-url": `https://127.0.0.1:${w.secure}`, "tls-server-name": "api.example.com" }),
        ),
      },
    }),
  },
];
export default cases;
