import { describe, expect, it } from "vitest";
import { environmentProxy } from "../../../src/kube/environment-proxy.ts";

const proxy = "http://proxy:3128";
const found = (server: string, NO_PROXY: string) =>
  environmentProxy(new URL(server), { HTTPS_PROXY: proxy, NO_PROXY })?.url;

describe("environmentProxy", () => {
  it.each([
    ["a host's own name", "https://api.example.com", "api.example.com"],
    ["a domain above it", "https://api.example.com", "example.com"],
    ["a domain with a dot or a star", "https://api.example.com", ".example.com, *.other"],
    ["a name in capitals, with spaces", "https://api.example.com", " , API.Example.com "],
    ["a name with its port", "https://api.example.com", "api.example.com:443"],
    ["everything", "https://api.example.com", "*"],
    ["an address", "https://10.0.0.1:6443", "10.0.0.1"],
    ["a network", "https://10.0.0.1:6443", "10.0.0.0/8"],
    ["an address of version 6", "https://[fd00::1]:6443", "fd00::1"],
    ["an address of version 6 in brackets, with its port", "https://[fd00::1]:6443", "[fd00::1]:6443"],
    ["a network of version 6", "https://[fd00::1]:6443", "fd00::/8"],
    ["this machine, by its name", "https://localhost:6443", ""],
    ["this machine, by its address", "https://127.0.0.9:6443", ""],
    ["this machine, by version 6", "https://[::1]:6443", ""],
  ])("takes none for %s", (_, server, exceptions) => {
    expect(found(server, exceptions)).toBeUndefined();
  });

  it.each([
    ["a domain with a dot is not for the domain itself", "https://example.com", ".example.com"],
    ["a name that only ends alike", "https://myexample.com", "example.com"],
    ["another port", "https://api.example.com", "api.example.com:8443"],
    ["another network", "https://10.0.0.1:6443", "10.1.0.0/16, 192.168.0.0/16, 10.0.0.0/99"],
    ["a network is not for names", "https://api.example.com", "0.0.0.0/0"],
  ])("takes it where %s", (_, server, exceptions) => {
    expect(found(server, exceptions)).toBe(proxy);
  });

  it("chooses by the server's scheme, and capitals go before small letters", () => {
    const env = { HTTPS_PROXY: "a:1", https_proxy: "http://b:2", http_proxy: "socks5://c:3" };
    expect(environmentProxy(new URL("https://x"), env)).toEqual({ url: "http://a:1", variable: "HTTPS_PROXY" });
    expect(environmentProxy(new URL("http://x"), env)).toEqual({ url: "socks5://c:3", variable: "http_proxy" });
    expect(environmentProxy(new URL("http://x"), { HTTPS_PROXY: "a:1", HTTP_PROXY: "" })).toBeUndefined();
  });
});
