const numbers = ["", "2", "3"];

/** The containers of a cluster's three control planes. */
export function controlPlanesOf(cluster: string): string[] {
  return numbers.map((number) => `${cluster}-control-plane${number}`);
}

/** The containers of a cluster's three workers. */
export function workersOf(cluster: string): string[] {
  return numbers.map((number) => `${cluster}-worker${number}`);
}
