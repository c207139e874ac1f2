/** Whether a sentence tells of something that does not work, however its objects stand. */
export function complains(plain: string): boolean {
  return trouble.test(plain);
}

const trouble =
  /\b(?:fails?|failing|failed|broken?|breaks?|errors?|[45]\d\d|hangs?|hanging|stuck|slow\w*|timeouts?|times? out|timed out|drop\w*|lost|loses?|keeps?|never|nothing|nobody|no one|empty|down|wrong|cannot|can't|won't|doesn't|don't|isn't|not|refused|denied|rejected|dies|died|spins?|reconnect\w*|missing|disappear\w*|stopped|unreachable|forever|gives? up|takes?|seconds?|minutes?|long|waits?|waiting|gone)\b/;

/** Whether it is time that somebody complains of: what was slow, another kind of line tells. */
export function isAboutTime(plain: string): boolean {
  return /\b(?:slow\w*|\w*latenc\w*|performance|lags?|lagging|sluggish\w*|freez\w*|stalls?|p9[059]|takes? (?:too )?long|response times?)\b/.test(
    plain,
  );
}
