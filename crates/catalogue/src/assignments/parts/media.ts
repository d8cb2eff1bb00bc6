// What a browser records, and how long and heavy that is in words.

const VOICES = ["audio/webm;codecs=opus", "audio/mp4", "audio/webm"];
const FILMS = ["video/webm;codecs=vp8,opus", "video/mp4", "video/webm"];

/** The first form that this browser records; none when it records nothing that we take. */
export function kind(film: boolean): string | undefined {
  if (!("MediaRecorder" in window)) return undefined;
  return (film ? FILMS : VOICES).find((one) => MediaRecorder.isTypeSupported(one));
}

/** « 1:05 ». */
export function duration(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** « 340 ko », « 1,2 Mo ». */
export function weight(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)}\u00a0ko`;
  return `${(bytes / 1_000_000).toFixed(1).replace(".", ",")}\u00a0Mo`;
}
