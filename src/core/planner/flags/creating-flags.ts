import { dryRuns, imagePolicy, madeAs } from "./common-flags.ts";
import { type FlagWords, lasting, on, oneOf, setTo, sharedBy, valued } from "./flag-words.ts";
import { spanWords } from "./span.ts";

const hashed = on("append-hash", /\b(?:append|add|with)(?:ing)? (?:a |the |its )?(?:content )?hash\b/);

/** Flags of what makes new objects. */
export const creatingFlags: Readonly<Record<string, readonly FlagWords[]>> = {
  run: [
    on("privileged", /\bprivileged\b/, /\b(?:not|non|un|without)[- ]?(?:being )?privileged\b/),
    on("expose", /\b(?:expose (?:it|that|the port|this)|with an? service|and (?:make |create )?an? service)\b/),
    on("quiet", /\bquiet(?:ly)?\b|\bwithout (?:the )?prompts?\b/),
    setTo(
      "restart",
      "OnFailure",
      /\brestart(?:ed)? (?:it |only )*(?:on|when|if|after) (?:it )?fail\w*\b|\brestart ?-?policy (?:of |is |= ?)?on ?-?failure\b/,
    ),
    setTo(
      "restart",
      "Never",
      /\b(?:never|not|no|don't|do not|without) (?:be )?restart\w*\b|\brestart(?:s|ed|ing)?(?: ?-?policy)?(?: of| is| =|:)? never\b/,
    ),
    imagePolicy,
    valued("annotations", /\bannotations? ["'`]?([a-z][\w./-]*=[\w./:-]+)/i),
    valued("port", /\bport (\d{1,5})\b/i),
    on(
      "leave-stdin-open",
      /\b(?:leav\w*|left|keep\w*) (?:the )?(?:stdin|input) open\b|\b(?:stdin|input) (?:left|kept) open\b/,
    ),
    ...dryRuns,
    madeAs,
  ],
  "create priorityclass": [
    setTo(
      "preemption-policy",
      "Never",
      /\b(?:never|not|no|non|without|doesn't|don't|shouldn't|won't|must not|may not|cannot|can't)[- ](?:\w+ ){0,2}?(?:pre-?empt\w*|evict\w*|displac\w*|push\w*(?: out| aside| away)?|kick\w*|throw\w*|drive|drives|oust\w*|take the place|remov\w+)\b|\bnon-?pre-?empting\b|\bpre-?emption[- ]policy (?:of |is |= ?|set to )?never\b/,
    ),
    on(
      "global-default",
      /\bglobal[- ]?default\b|\b(?:as|is|be|be the|as the|the) default (?:one|class|priority)?\b|\b(?:pods?|those|whatever|where\w*|everything|anything)\b.{0,30}\b(?:(?:name|say|have|ask for|set|specify|request)s? (?:none|nothing|no (?:priority|class|priority ?class))|without (?:one|an?y? (?:priority ?)?class|an?y? priority))\b/,
      /\b(?:not|no|isn't|non)\b.{0,20}\bdefault\b/,
    ),
    valued("description", /\bdescri(?:bed as|ption)(?: is| of|:)? ["']([^"'\n]{1,200})["']/i),
  ],
  "create deployment": [
    valued("replicas", /\b(\d{1,4}) (?:replicas?|copies|instances)\b/i),
    valued("port", /\bport (\d{1,5})\b/i),
  ],
  "create ingress": [
    valued("class", /\b(?:ingress ?)?class (?:of |is |= ?|called |named )?["'`]?([a-z][a-z0-9.-]*)\b/i),
    valued("annotation", /\bannotation ["'`]?([a-z][\w./-]*=[\w./:-]+)/i),
    valued("default-backend", /\bdefault[- ]backend (?:is |of |= ?|service )?["'`]?([a-z][a-z0-9-]*:\w+)/i),
  ],
  "create configmap": [hashed],
  ...sharedBy(["create secret tls", "create secret docker-registry"], [hashed]),
  "create secret generic": [hashed, valued("type", /\btype (?:of |is |= ?)?["'`]?([a-z][\w.-]*\/[\w.-]+)/i)],
  "create service nodeport": [valued("node-port", /\bnode[- ]?port (?:number |of |is |= ?)?(\d{4,5})\b/i)],
  "create service clusterip": [
    valued("clusterip", /\bcluster ?-?ip (?:address |of |is |= ?)?["'`]?(\d{1,3}(?:\.\d{1,3}){3})\b/i),
  ],
  "create cronjob": [
    oneOf(
      "restart",
      ["Never", "OnFailure"],
      /\brestart(?:ed)?(?: ?-?policy)? (?:of |is |only |= ?)?(never|on ?-?failure)\b/i,
    ),
  ],
  "create token": [
    valued("audience", /\b(?:audience|meant for) ["'`]?([\w.:/-]+)/i),
    lasting(
      "duration",
      new RegExp(`\\b(?:valid|good|lasts?|lasting|expir\\w+|for|duration)\\b[^.?!]{0,20}?\\b(${spanWords})`, "i"),
    ),
    { flag: "bound-object-kind", value: "Pod", said: /\bbound to (?:the )?pod\b/ },
    valued("bound-object-name", /\bbound to (?:the )?(?:pod|secret|node) ["'`]?([a-z0-9][a-z0-9.-]*)/i),
  ],
};
