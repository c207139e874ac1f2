import { printTarget, targetIn } from "../../network/endpoint-in-text.ts";
import type { LogCause } from "./causes.ts";

/** Whom a line calls, ready to follow what is said of it. */
export const whom = (line: string): string => {
  const target = targetIn(line);
  return target && /[a-z]/i.test(target.host) ? ` at ${printTarget(target)}` : "";
};

/** Whom servers, meshes and licences let in, and what runs out inside an application that is reached. */
export const logAccess: readonly LogCause[] = [
  {
    code: "mesh-access-denied",
    title: "Service mesh denies the call",
    about:
      "The proxy in front of a pod refuses a call, because no authorization policy admits the identity (service account) that the caller has. The application behind it sees nothing of it.",
    pattern:
      /rbac_access_denied_matched_policy\[[^\]\n]{0,120}\]|RBAC: access denied|enforced denied, matched policy \S{1,80}|[Rr]equest denied server[. ][^\n]{1,200}|[Cc]onnection denied server[. ][^\n]{1,200}|unauthorized (?:request|connection) on (?:route|server)|[Pp]olicy denied(?: \(L[34]\))? ?(?:DROPPED)?|intention[^\n]{0,40}denied/,
    anyLevel: true,
    isLasting: true,
    explains: [
      "dependency-unreachable",
      "connection-broken",
      "call-refused",
      "call-timed-out",
      "gateway-failing",
      "wrong-credentials",
      "permission-denied",
      "api-access-forbidden",
    ],
    says: (_match, _line, whole) =>
      `the service mesh denies the call, no authorization policy admits the caller's identity: ${whole}`,
    mend: "Admit the caller's service account in the authorization policy, or run the caller under the service account that is admitted.",
  },
  {
    code: "tls-mismatch",
    title: "One side speaks TLS, the other does not",
    about:
      "A client speaks plain text to a port that expects TLS, or TLS to one that does not: http instead of https, the wrong port, or a mesh that demands mutual TLS of a client without a proxy.",
    pattern:
      /filter_chain_not_found|WRONG_VERSION_NUMBER|wrong version number|first record does not look like a TLS handshake|server gave HTTP response to HTTPS client|[Cc]lient sent an HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port|not an SSL\/TLS record|SSL_ERROR_RX_RECORD_TOO_LONG|packet length too long|Unsupported or unrecognized SSL message|(?:server|client) does not support (?:SSL|TLS)(?:, but SSL was required| connections)?|no pg_hba\.conf entry for host[^\n]{1,160}(?:no encryption|SSL off)|SSL(?:\/TLS)? (?:connection )?is required|must issue a STARTTLS command first|Connections using insecure transport are prohibited/,
    anyLevel: true,
    isLasting: true,
    explains: ["connection-broken", "gateway-failing", "call-refused"],
    says: (match, line) =>
      `one side speaks TLS and the other does not${whom(line)} (${match[0].slice(0, 120)})${/filter_chain_not_found/.test(line) ? ": the proxy found no filter chain for plain text, as a mesh in STRICT mTLS mode does with callers without a sidecar" : ""}`,
    target: (_match, line) => targetIn(line),
    mend: "Use the scheme and port that the server speaks; in a mesh with strict mutual TLS the caller needs a sidecar too.",
  },
  {
    code: "tls-version-mismatch",
    title: "No common TLS version or cipher",
    about:
      "Both sides speak TLS and find no version, cipher or kind of key that both accept: one of them is too old, or the other was hardened.",
    pattern:
      /\bprotocol_version\b|[Nn]o appropriate protocol[^\n]{0,80}|(?:tls|TLS|SSL|ssl)[^\n]{0,60}(?:unsupported protocol|protocol version not supported|no protocols? (?:in common|available)|no (?:cipher suites?|shared cipher|ciphers) (?:in common|available)?|unsupported (?:SSL|TLS) version)[^\n]{0,60}|no shared cipher|no cipher suites in common|handshake_failure|[Ss]slv3 alert handshake failure|SSLV3_ALERT_HANDSHAKE_FAILURE|unsafe legacy renegotiation[^\n]{0,40}|(?:dh|ee|ca) key too small/,
    isLasting: true,
    explains: ["uncaught-exception", "connection-broken"],
    says: (_match, line, whole) => `both sides have no TLS version or cipher in common${whom(line)}: ${whole}`,
    target: (_match, line) => targetIn(line),
    mend: "Let both sides speak a TLS version and cipher that the other accepts.",
  },
  {
    code: "session-affinity-missing",
    title: "Sessions live in one replica, requests go to all",
    about:
      "The server does not know the session that a client names: each replica keeps sessions in its own memory, and the next request reached another, as neither Service nor Ingress keeps a client with one replica (sticky sessions). With one replica all was well.",
    pattern:
      /[Ss]ession ID unknown|(?:[Uu]nknown|[Nn]o such|[Ii]nvalid|[Mm]issing) (?:session|sid|connection) ?(?:id|ID)?(?:entifier)?\b[^\n]{0,80}|(?:[Ss]ession|\bsid)(?: ?id)?["']?[ :=]{0,3}\S{0,80} ?(?:is )?(?:not found|unknown|does not exist|invalid)(?: on this)?[^\n]{0,60}|[Ss]ession[^\n]{0,40} not found[^\n]{0,60}|[Nn]o session (?:found )?(?:for|with)\b[^\n]{0,60}|[Uu]nknown sid\b|[Ii]nvalid CSRF token[^\n]{0,60}|[Cc]ould not find session[^\n]{0,60}/,
    anyLevel: true,
    isLasting: true,
    explains: ["connection-broken", "call-refused"],
    says: (match) =>
      `sessions are unknown to the replica (pod) that is asked ("${match[0].slice(0, 80)}"), as happens where they live in the memory of one replica and no session affinity (sticky sessions) keeps a client on it`,
    mend: "Turn on session affinity at Service and Ingress (sticky sessions), or keep sessions in a store that all replicas share.",
  },
  {
    code: "client-id-taken",
    title: "Two clients under one name",
    about:
      "A broker or server lets one client at a time use a name, a client id or an exclusive queue, and another one has it: two replicas share it, or the old one has not let go. They throw each other out by turns.",
    pattern:
      /[Ss]ession taken over|another client (?:is |has )?(?:connected|logged in|using)[^\n]{0,80}|[Cc]lient ?[Ii][Dd] \S{0,60} ?(?:is )?already (?:in use|connected|used|registered)[^\n]{0,60}|RESOURCE_LOCKED[^\n]{0,120}|exclusive (?:access to locked queue|consumer)[^\n]{0,80}|[Cc]onsumer (?:already exists|name already in use)|another consumer (?:is |has )[^\n]{0,60}|(?:name|nick ?name|user) (?:is )?already (?:logged in|in use by)[^\n]{0,60}|FencedInstanceId\w*|ProducerFenced\w*|[Cc]onflict: terminated by other getUpdates request/,
    isLasting: true,
    says: (_match, _line, whole) => `another client uses the same name or id: ${whole}`,
    mend: "Give every replica a client id of its own, or run one replica only.",
  },
  {
    code: "workers-exhausted",
    title: "All workers or threads busy",
    about:
      "An application has no thread, worker or place in its queue left and turns work away. Its pool is too small for the load, or every worker waits for something slow.",
    pattern:
      /RejectedExecutionException[^\n]{0,200}|rejected from [^\n]{0,120}(?:pool size|queued tasks)[^\n]{0,80}|[Tt]hread ?pool\b[^\n]{0,80}(?:exhausted|is full|no (?:free|idle|available) threads?|saturated)[^\n]{0,60}|(?:[Aa]ll|no) (?:\d+ )?(?:workers?|threads?)(?: are| is)? (?:busy|available|in use|left|free)\b[^\n]{0,60}|max_children setting \(\d+\)[^\n]{0,60}|reached (?:pm\.)?max_children[^\n]{0,60}|reached MaxRequestWorkers[^\n]{0,60}|worker_connections are not enough|[Bb]ulkhead '?[\w.-]{1,60}'? is full[^\n]{0,60}|(?:[Tt]ask|[Ww]ork|[Rr]equest|[Ee]xecutor|[Jj]ob|[Ee]vent|[Ll]isten) ?queue\b[^\n]{0,30}(?:is )?(?:full|overflow(?:ed|s)?|saturated)[^\n]{0,60}|uWSGI listen queue[^\n]{0,60}full|can't start new thread|[Uu]nable to create (?:new )?native thread|[Tt]oo many (?:pending|queued|concurrent|outstanding) (?:requests|tasks|jobs|calls)[^\n]{0,60}|[Tt]hread starvation(?! or clock leap)[^\n]{0,80}|(?:no|0) idle (?:workers|threads)[^\n]{0,60}|event ?loop (?:is )?(?:blocked|lag)[^\n]{0,60}/,
    isLasting: true,
    explains: ["uncaught-exception", "call-timed-out"],
    says: (_match, _line, whole) => `its workers or threads are all busy, the pool is exhausted: ${whole}`,
    mend: "Find what the workers wait for; then give it more workers or replicas.",
  },
  {
    code: "licence-refuses",
    title: "Licence missing, expired or not accepted",
    about:
      "A product does not run or stops a feature because its licence is missing, expired, for another size, or was not accepted.",
    pattern:
      /\b(?:[Ll]icen[cs]e|LICEN[CS]E)(?: key| file| token)?\b[^\n]{0,60}(?:expired|invalid|not (?:found|valid|accepted|present|set)|missing|required|exceeded|has ended|must be accepted|could not be (?:verified|validated))[^\n]{0,80}|(?:[Nn]o|[Ii]nvalid|[Mm]issing|[Ee]xpired|[Uu]nlicensed) (?:valid )?(?:\w+ )?licen[cs]e\b[^\n]{0,80}|(?:accept|agree to|agreed to|accepted) (?:the |its |our )?(?:EULA|end[- ]user licen[cs]e|licen[cs]e (?:agreement|terms)|terms of)[^\n]{0,80}|ACCEPT_(?:EULA|LICENSE)\b[^\n]{0,60}|licen[cs]e is non-compliant[^\n]{0,60}|\b(?:trial|subscription|support contract)\b[^\n]{0,40}(?:has )?(?:expired|ended)\b[^\n]{0,60}/,
    except: /Apache License|MIT License|Licensed under|licen[cs]e (?:is )?(?:valid|active|ok)\b/i,
    anyLevel: true,
    says: (_match, _line, whole) => `its licence does not let it run: ${whole}`,
    mend: "Install a valid licence, or accept it the way the message asks for.",
  },
  {
    code: "consumer-too-slow",
    title: "Consumer falls behind",
    about:
      "A consumer of a queue or topic takes longer for a batch than it is allowed to, is taken out of its group and begins again; or its lag grows.",
    pattern:
      /max\.poll\.interval\.ms[^\n]{0,120}|consumer poll timeout has expired[^\n]{0,120}|group has already rebalanced[^\n]{0,100}|CommitFailedException[^\n]{0,120}|[Ss]low [Cc]onsumer[^\n]{0,80}|(?:[Hh]eartbeat|[Ss]ession)[^\n]{0,30}(?:timed out|timeout|expired)[^\n]{0,30}\brebalanc\w{1,4}[^\n]{0,40}|[Mm]ember [^\n]{0,80}(?:timed out|has failed)[^\n]{0,40}(?:rebalanc\w{1,4}|removing)[^\n]{0,60}|(?:[Cc]onsumer )?\blag(?:ging)?\b (?:is |of |= ?|: ?)?(?:too high|\d{4,})[^\n]{0,60}|(?:visibility|ack(?:nowledge(?:ment)?)?) (?:timeout|deadline)[^\n]{0,60}(?:expired|exceeded)[^\n]{0,40}|delivery acknowledgement on channel \d+ timed out[^\n]{0,80}/,
    isLasting: true,
    says: (match, _line, whole) =>
      /poll|rebalanced|CommitFailed/.test(match[0])
        ? `a consumer takes longer for a batch than max.poll.interval.ms allows, is taken out of its group (rebalance), cannot commit, and gets the same batch again: it is too slow and falls behind: ${whole.slice(0, 120)}`
        : `a consumer is too slow and falls behind: ${whole}`,
    mend: "Let it fetch less at once or work faster, give it longer (max.poll.interval.ms), or run more consumers.",
  },
  {
    code: "host-header-refused",
    title: "Host header not allowed",
    about:
      "A web framework answers requests only for host names that it is configured with. A probe of the kubelet sends the pod's address as host, unless httpHeaders sets another.",
    pattern:
      /Invalid HTTP_HOST header[^\n]{0,120}|DisallowedHost[^\n]{0,120}|[Bb]locked hosts?:? [^\n]{1,80}|Blocked request\. This host[^\n]{0,80}|[Ii]nvalid [Hh]ost [Hh]eader[^\n]{0,80}|[Hh]ost (?:header )?["'`]?[\w.:-]{1,120}["'`]? (?:is )?not (?:allowed|permitted|trusted)[^\n]{0,60}|[Uu]ntrusted (?:host|domain)[^\n]{0,80}|not in (?:the )?ALLOWED_HOSTS/,
    explains: ["readiness-probe-failing", "liveness-probe-failing"],
    isLasting: true,
    says: (match, line) =>
      `the host header of requests is not allowed (${match[0].slice(0, 140)})${/\b(?:10|172|192|100)\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/.test(line) ? ": that is a pod's address, which the kubelet's probe sends as host, so the probe gets 400" : ""}`,
    mend: "Let the probe send an allowed Host header (httpGet.httpHeaders), or add the host to those that are allowed.",
  },
];
