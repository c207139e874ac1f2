/** `all failed jobs`: what no selector says must not become all of them. */
export const narrows =
  /\b(?:failed|failing|evicted|errored|completed|succeeded|finished|done|pending|old|older|stale|unused|idle|orphaned|dangling|broken|crash\w*|stuck|empty|unhealthy|not|without|whose|where|that|which|whatever|except|only|like|starting|ending|containing|matching|released|unbound|expired|suspended|terminat\w+)\b/;
