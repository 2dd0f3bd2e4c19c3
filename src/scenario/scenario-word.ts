/** Whether a word of a person means a scenario by its file, and not one of the library by its name. */
export function isScenarioFile(word: string): boolean {
  return word.includes("/") || word.endsWith(".ts") || isYaml(word);
}

/** Whether a file holds a scenario as data. */
export function isYaml(file: string): boolean {
  return /\.ya?ml$/.test(file);
}
