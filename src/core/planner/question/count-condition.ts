const kinds = "deployment|deploy|statefulset|stateful set|sts|replicaset|rs";

/** `if it is at 3 now`, `provided sts db has 2 replicas`, `but only when there are 4`. */
const counted = new RegExp(
  `(?:^|[,;]?\\s+)(?:(?:and|but) )?(?:only |just )?(?:if|when|while|provided(?: that)?|as long as|on condition that)(?:\\s+(it|it's|there|that one|(?:the )?(?:${kinds})[ /][a-z0-9][a-z0-9.-]{0,80}(?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63}(?: namespace)?)?)(?:'s)?)?(?: (?:is|are|has|have|runs?|stands?|sits?|currently|now|still|really|exactly|at|on|with)){1,4} (\\d{1,4})(?: (?:replicas?|pods?|instances?|copies))?(?: (?:now|currently|at the moment|right now|running|at present)){0,2}(?=[,;.!]|$| then\\b)(?: then\\b)?`,
  "i",
);

/** What else has to be said for there to be an order of which the number is the condition. */
const sizes =
  /\b(?:scale|make|set|bring|take|turn|put|resize|bump|raise|lower|go|get|to)\b[^?]{0,120}\b(?:\d|zero|one|two|three|four|five|six|nothing)/i;

/**
 * A text with the number of replicas on which its order hangs at the end, where kubectl's own check (`--current-replicas`) is read:
 * `if deployment web has 2 replicas, make it 6` as `make deployment web 6, only if it is at 2`.
 */
export function withCountLast(text: string): string {
  const said = counted.exec(text);
  if (said === null || text.includes("?")) return text;
  const rest = `${text.slice(0, said.index)} ${text.slice(said.index + said[0].length)}`
    .replace(/\s+/g, " ")
    .replace(/^[\s,;]+|[\s,;.!]+$/g, "");
  if (!sizes.test(rest)) return text;
  const isNamed = /\s|\//.test(said[1] ?? "");
  const order = isNamed ? rest.replace(/\b(?:it|that one)\b/i, () => said[1]!) : rest;
  return `${order}, only if it is at ${said[2]}`;
}
