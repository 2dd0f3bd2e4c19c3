/** Whether a lane's id fits a pattern, part by part: "write/api/*" fits "write/api/new". */
export function matchesLane(pattern: string, id: string): boolean {
  const wanted = pattern.split("/");
  const parts = id.split("/");
  return wanted.length === parts.length && wanted.every((part, index) => part === "*" || part === parts[index]);
}
