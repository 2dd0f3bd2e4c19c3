/**
 * A moment since the run's start as minutes and seconds: "0:05", "1:23.4", "1:00:00"; `digits` of its fraction. All moments
 * of a page are told so, whatever the run's length: axes and tables read alike, and none reads as a length of time.
 */
export function clock(ms: number, digits: number): string {
  const scale = 10 ** digits;
  const units = Math.round((Math.abs(ms) * scale) / 1_000);
  const seconds = Math.floor(units / scale);
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const fraction = digits === 0 ? "" : `.${String(units % scale).padStart(digits, "0")}`;
  const sign = ms < 0 && units > 0 ? "−" : "";
  return `${sign}${hours === 0 ? minutes : `${hours}:${two(minutes)}`}:${two(seconds % 60)}${fraction}`;
}
