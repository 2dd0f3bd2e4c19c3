import { parse } from "smol-toml";
import { messageOf } from "../../model/errors.ts";
import type { KindConfig } from "../../model/topology.ts";
import type { Fault } from "./validate.ts";

/** Patches of containerd's configuration that kind could not read, which it finds out when the nodes are made. */
export function containerdFaults(config: KindConfig): Fault[] {
  const merges = (config.containerdConfigPatches ?? []).flatMap((text, index) =>
    faultOf(["containerdConfigPatches", index], () => void parse(text)),
  );
  const others = (config.containerdConfigPatchesJSON6902 ?? []).flatMap((text, index) =>
    faultOf(["containerdConfigPatchesJSON6902", index], () => {
      if (!Array.isArray(JSON.parse(text))) throw new Error("a list of operations is expected");
    }),
  );
  return [...merges, ...others];
}

function faultOf(path: readonly PropertyKey[], read: () => void): Fault[] {
  try {
    read();
    return [];
  } catch (error) {
    const form = path[0] === "containerdConfigPatches" ? "TOML" : "JSON patch";
    return [{ path, reason: `is no ${form}: ${messageOf(error).split("\n")[0]}` }];
  }
}
