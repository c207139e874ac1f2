import type { LogCause } from "./causes.ts";

/** Failures that somebody switched on, as programs say in their logs. */
export const logPurposes: readonly LogCause[] = [
  {
    code: "failure-on-purpose",
    title: "Failure switched on for a test",
    about:
      "The program itself says that it fails or waits on purpose: by a feature flag of a demo, a fault injection, a chaos library (Chaos Monkey for Spring Boot). What it answers is no fault of its own until that is switched off.",
    pattern:
      /\b[Ff]ail(?:ure)? [Ff]eature [Ff]lag [Ee]nabled|[Ff]eature flag [^\n]{1,60}(?:is )?(?:enabled|on)\b[^\n]{0,40}(?:fail|error|inject)[^\n]{0,60}|Chaos ?Monkey - \w[^\n]{0,80}|Chaos Monkey is ready to do evil|\b[Ff]ault injection (?:is )?(?:enabled|active|on)\b[^\n]{0,80}|\b[Ii]nject(?:ed|ing) (?:a |an |artificial |random |simulated )?(?:fault|failure|error|latency|delay|exception|chaos)\b[^\n]{0,80}|\b(?:[Ss]imulat(?:ed|ing)|[Aa]rtificial|[Ss]ynthetic) (?:a |an |random |intermittent )?(?:failure|error|outage|latency|delay|fault|exception|timeout)\b[^\n]{0,80}|\bfault filter abort\b|\bextra latency enabled[^\n]{0,60}|\bchaos mode (?:is )?(?:enabled|on|active)\b[^\n]{0,60}/,
    except:
      /\b(?:no|not|without|disabled?|off)\b[^\n]{0,20}(?:fault|inject|chaos)|(?:disabled|off|=false|: ?false)\b|SQL|dependency inject/i,
    anyLevel: true,
    isLasting: true,
    explains: [
      "uncaught-exception",
      "application-error",
      "gateway-failing",
      "call-refused",
      "call-timed-out",
      "slow-request",
      "slow-call",
      "slow-operation",
    ],
    says: (_match, _line, whole) =>
      `it fails or waits on purpose, as a flag or a fault injection is switched on: ${whole}`,
    mend: "Switch the flag or the fault injection off.",
  },
  {
    code: "network-impaired",
    title: "Network of a pod is impaired by tc netem",
    about:
      "A traffic control rule (`tc qdisc ... netem`) delays, drops or damages the packets of an interface. Chaos tools and network tests leave it; no pod has one by itself.",
    pattern: /qdisc netem [^\n]{0,80}\b(?:delay|loss|corrupt|duplicate|reorder|rate)\b[^\n]{0,80}/,
    anyLevel: true,
    isLasting: true,
    explains: [
      "call-timed-out",
      "dependency-unreachable",
      "connection-broken",
      "slow-call",
      "slow-request",
      "packets-dropped",
    ],
    says: (match) => `tc netem impairs its network on purpose (packet loss, delay): ${match[0].trim()}`,
    mend: "Remove the rule (tc qdisc del dev <interface> root netem), or end the experiment that set it.",
  },
];
