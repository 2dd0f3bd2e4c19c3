type Environment = Readonly<Record<string, string | undefined>>;

/** What a command of GitHub's runner says of a place or a title. */
export interface CommandProperties {
  readonly title?: string;
}

/** Whether the output is read by a runner of GitHub Actions, which obeys commands in it. */
export function isGithubActions(environment: Environment = process.env): boolean {
  return environment.GITHUB_ACTIONS === "true";
}

/**
 * A command of GitHub's runner as a whole line, such as "::error title=etcd-minority::the leader …"; whatever is in its
 * texts ends neither the command nor a property (actions/toolkit, packages/core/src/command.ts).
 */
export function workflowCommand(name: string, message: string, properties: CommandProperties = {}): string {
  const told = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`);
  return `::${name}${told.length === 0 ? "" : ` ${told.join(",")}`}::${escapedData(message)}\n`;
}

/**
 * The text without commands that a CI system's runner would obey: a line that begins with "::" (GitHub, after spaces,
 * too), and "##[", "##vso[", "##teamcity[" anywhere. Outside of a CI system nothing is changed.
 */
export function withoutCommands(text: string, environment: Environment = process.env): string {
  const { CI: ci, TF_BUILD: azure, TEAMCITY_VERSION: teamcity, GITHUB_ACTIONS: github } = environment;
  if ([ci, azure, teamcity, github].every((value) => value === undefined || value === "")) return text;
  return text.replaceAll(/^(\s*):(?=:)/gm, "$1: ").replaceAll(/#(?=#(?:vso|teamcity)?\[)/gi, "# ");
}

function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
