/** A moment of a run for people: minutes and seconds since its start, "03:07"; hours before them from the first on. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = `${two(minutes)}:${two(seconds % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** A length of time that goes on, in whole seconds: "0 s", "12 s", "2 min 5 s", "1 h 4 min"; figures do not jump about. */
export function secondsText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600)];
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return `${minutes} min ${seconds % 60} s`;
}

/** A length of time that goes on, with tenths of a second while they matter: "2.0 s", "59.9 s", "2 min 5 s". */
export function runningText(ms: number): string {
  return ms < 60_000 ? `${(Math.floor(ms / 100) / 10).toFixed(1)} s` : secondsText(ms);
}

function two(figure: number): string {
  return String(figure).padStart(2, "0");
}
