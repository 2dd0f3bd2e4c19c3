import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { campaignTicket } from "../../../tools/campaign-ticket.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

afterEach(() => vi.unstubAllEnvs());

it("lets one campaign at a time use a cluster, and one a folder of runs", () => {
  vi.stubEnv("XDG_CACHE_HOME", temporaryFolder());
  const folder = temporaryFolder();
  const ticket = campaignTicket("kc-a", join(folder, "one"));
  const refused = `process ${process.pid} runs a campaign there already`;
  expect(() => campaignTicket("kc-a", join(folder, "two"))).toThrow(refused);
  expect(() => campaignTicket("kc-b", join(folder, "one"))).toThrow(refused);
  // What was refused keeps nothing.
  campaignTicket("kc-b", join(folder, "two")).release();
  ticket.release();
  campaignTicket("kc-a", join(folder, "one")).release();
});
