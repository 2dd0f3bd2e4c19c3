/** Why the container tool that kind is asked to use is none that clusters are measured on; undefined where it is. */
export function whyNoProvider(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const provider = environment.KIND_EXPERIMENTAL_PROVIDER ?? "";
  if (provider === "" || provider === "docker") return undefined;
  return `KIND_EXPERIMENTAL_PROVIDER=${provider}: clusters are measured on Docker only: unset it`;
}
