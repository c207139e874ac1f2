import { certificateTrouble } from "../../access/certificate-trouble.ts";
import type { RuleText } from "../../define-rule.ts";
import { printTarget, type Target, targetIn } from "../../network/endpoint-in-text.ts";
import { portIn } from "../../network/port-in-text.ts";

/** One cause that applications write about, recognised in a single line. */
export type LogCause = Omit<RuleText, "reads"> & {
  readonly pattern: RegExp;
  /** Lines that carry the same words and mean something else. */
  readonly except?: RegExp;
  /** What the application says, in words that follow "its log says that"; `whole` is the sentence that the line is a part of. */
  readonly says: (match: RegExpExecArray, line: string, whole: string) => string;
  /** Of the lines about it, those that name what exactly is wrong speak for the rest. */
  readonly clearest?: RegExp;
  /** Programs write it as a mere information as well. */
  readonly anyLevel?: boolean;
  /** An application that runs and is ready may go on with it, and somebody has to mend it all the same. */
  readonly isLasting?: boolean;
  /** What it wanted to reach; joined with the Service of that name. */
  readonly target?: (match: RegExpExecArray, line: string) => Target | undefined;
  readonly mend?: string;
};

const quotedOrFirst = (...values: readonly (string | undefined)[]): string =>
  values.find((value) => value !== undefined && value !== "") ?? "";

const environmentName = "([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z][A-Z0-9_]{2,60})";

/** In the order in which they are tried on a line: what names its cause most precisely comes first. */
export const logCauses: readonly LogCause[] = [
  {
    code: "certificate-expired",
    title: "Certificate expired",
    about:
      "A TLS connection fails because a certificate has expired or is not valid yet; a wrong clock gives the same words.",
    pattern:
      /certificate (?:has |is )?expired|CERT_HAS_EXPIRED|certificate_expired|certificate has expired or is not yet valid|CertificateExpiredException|NotAfter: |cert(?:ificate)? expired|expired certificate|certificate is not yet valid|certificate in \S{1,160} is expired[^\n]{0,60}|errors in the certificate chain: [^\n]{0,60}\bNotTimeValid\b/i,
    explains: [
      "call-timed-out",
      "connection-broken",
      "uncaught-exception",
      "gateway-failing",
      "kubelet-not-starting",
      "node-not-ready",
    ],
    says: (match, line) => {
      const trouble = certificateTrouble(line);
      return trouble?.kind === "not-yet-valid"
        ? `a TLS certificate ${trouble.said}${peer(line)}`
        : `a TLS certificate has expired (${match[0].trim()})${peer(line)}${since(line)}`;
    },
    target: (_match, line) => targetIn(line),
    mend: "Renew the certificate and hand it to the pods that use it.",
  },
  {
    code: "certificate-for-other-name",
    title: "Certificate for another name",
    about:
      "A TLS connection fails because the server shows a certificate for other names than the one it was called by: the client uses an alias or an address, another server answers, or DNS leads elsewhere.",
    pattern:
      /is not in the cert's altnames[^\n]{0,160}|ERR_TLS_CERT_ALTNAME_INVALID|certificate is (?:not )?valid (?:only )?for [^\n]{1,200}|No (?:subject alternative|name)[^\n]{0,20} (?:DNS )?names?\b[^\n]{0,100}|no alternative certificate subject name matches[^\n]{0,100}|(?:certificate|[Hh]ostname)[^\n]{0,60} (?:doesn't|does not) match[^\n]{0,120}|[Hh]ostname mismatch[^\n]{0,100}|doesn't match any of the subject alternative names[^\n]{0,60}|doesn't contain any IP SANs|relies on legacy Common Name field|[Cc]ertificate (?:subject|common) name[^\n]{0,120}(?:does not|doesn't) match|[Pp]eer certificate CN=[^\n]{1,160} did not match expected CN=[^\n]{1,120}|SSL_ERROR_BAD_CERT_DOMAIN|certificate verify failed: [^\n]{0,20}[Hh]ostname mismatch[^\n]{0,100}|RemoteCertificateNameMismatch|NotValidForName/,
    explains: ["certificate-untrusted", "uncaught-exception"],
    says: (_match, line, whole) => `the server's TLS certificate is for another name${peer(line)}: ${whole}`,
    target: (_match, line) => askedHost(line) ?? targetIn(line),
    isLasting: true,
    mend: "Call the server by a name of its certificate, give it a certificate for this name, or see where DNS really leads.",
  },
  {
    code: "certificate-untrusted",
    title: "Certificate not trusted",
    about:
      "A TLS connection fails because the other side's certificate is signed by an authority that the client does not know, or is for another name.",
    pattern:
      /x509: certificate signed by unknown authority|x509: cannot validate certificate[^\n]{0,120}|self[- ]signed certificate(?: in certificate chain)?|unable to (?:get local issuer|verify the first) certificate|SELF_SIGNED_CERT_IN_CHAIN|PKIX path building failed|CERTIFICATE_VERIFY_FAILED|certificate verify failed|[Ii]nvalid certificate/,
    explains: ["call-timed-out", "uncaught-exception"],
    says: (match, line) => `a TLS certificate is not trusted (${match[0].trim()})${peer(line)}`,
    target: (_match, line) => targetIn(line),
    mend: "Give the client the authority's certificate, or the server one for the name it is called by.",
  },
  {
    code: "name-not-resolved",
    title: "Host name not resolved",
    about:
      "The application asks for a host name that DNS does not know: misspelt, in another namespace, or of a Service that does not exist. When every name fails, cluster DNS or the way to it is broken.",
    pattern:
      /[Cc]ould not resolve host:? ["']?([\w.-]{1,253})|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) ([\w.-]{1,253})|UnknownHostException: ([\w.-]{1,253})|lookup ["']?([\w.-]{1,253})={0,2} ?["']? ?(?: on [\d.:[\]a-f]{1,60})?: (?:(?:read|write|dial) udp [^\s]{3,90}: )?(?:no such host|server misbehaving|i\/o timeout|Temporary failure)|Failed to resolve ["']([\w.-]{1,253})["']|can'?t (?:resolve|find) (?!module|placeholder|dependenc|the |any |a )["']?([\w.-]{1,253})["']?|could not translate host name "([\w.-]{1,253})"|bad address '([\w.-]{1,253})'|[Uu]nknown (?:MySQL server )?host:? '?([\w.-]{1,253})|[Nn]ame or service not known|[Tt]emporary failure in name resolution|[Nn]odename nor servname provided|NXDOMAIN|no such host|ENOTFOUND|EAI_AGAIN|[Nn]ame does not resolve|host not found in upstream "([\w.-]{1,253})|getaddrinfo\(host='([\w.-]{1,253})'|getaddrinfo for ([\w.-]{1,253}) failed|[Cc]ould not resolve (?!placeholder|dependenc|version|all|module|propert|reference|the |type|symbol|import|plugin)["']?([\w.-]{1,253})|[Nn]o address associated with hostname/,
    says: (match, line) => {
      const host = hostOf(match, line);
      return `${host ? `host name "${host}"` : "a host name"} cannot be resolved by DNS`;
    },
    target: (match, line) => {
      const host = hostOf(match, line);
      return host ? { host, port: "" } : undefined;
    },
    mend: "Correct the host name in the application's configuration, or create the Service that it names.",
  },
  {
    code: "wrong-credentials",
    title: "Credentials refused",
    about:
      "A database or other server refuses user name or password. Usually the Secret is wrong or older than the server's password.",
    pattern:
      /password authentication failed for user "?([\w.@-]{1,100})|Access denied for user '?([\w.@%'-]{1,120})|(?:SCRAM )?[Aa]uthentication failed[^\n]{0,80}|WRONGPASS[^\n]{0,60}|NOAUTH[^\n]{0,60}|[Ii]nvalid (?:username or password|credentials|password|user ?name\/password|API key|access key|(?:auth(?:entication|orization)? |access |bearer |API |registration )?token)[^\n]{0,40}|Login failed for user '?([\w.@\\-]{1,100})|role "([\w.-]{1,100})" does not exist|SASL authentication[^\n]{0,60}failed|LDAP: error code 49[^\n]{0,80}|ldap_bind: [^\n]{1,60}|AcceptSecurityContext error[^\n]{0,40}|Authorization Violation|(?:password|account)(?: of [\w.-]{1,60})? (?:has |is )?(?:expired|locked)\b[^\n]{0,60}|ORA-(?:01017|2800[01])[^\n]{0,80}|ACCESS_REFUSED|InvalidAccessKeyId|SignatureDoesNotMatch/,
    except: /audit|login attempt/i,
    says: (match, line, whole) => {
      const user = quotedOrFirst(match[1], match[2], match[3], match[4]).replaceAll("'", "");
      if (user === "") return `credentials are refused: ${whole.slice(0, 180)}${peer(line)}`;
      return `credentials are refused${user ? ` for user "${user}"` : ""} (${(match[0].split(/["\\]/)[0] ?? "").slice(0, 120)})${peer(line)}`;
    },
    target: (_match, line) => targetIn(line),
    mend: "Put the right user name and password into the Secret and restart the pods that read it.",
  },
  {
    code: "missing-database-object",
    title: "Database or table missing",
    about:
      "The database answers and does not have the database, table or column that the application wants: migrations did not run, or ran against another database.",
    pattern:
      /relation "([\w.]{1,120})" does not exist|database "([\w.-]{1,120})" does not exist|Unknown database '([\w.-]{1,120})'|Table '([\w.]{1,120})' doesn't exist|no such table: ([\w.]{1,120})|Unknown column '([\w.]{1,120})'|column "?([\w.]{1,120})"? does not exist/,
    says: (match) => `the database lacks what it needs (${match[0].slice(0, 140)})`,
    mend: "Run the migrations against this database, or correct the database's name.",
  },
  {
    code: "dependency-unreachable",
    title: "Dependency unreachable",
    about:
      "The application cannot connect to something that it needs. Refused: nothing listens at that port, or the Service has no endpoints. Timed out: a network policy, a firewall, or a server that hangs.",
    pattern:
      /[Cc]onnection refused|ECONNREFUSED|dial tcp[^\n]{0,200}(?:i\/o timeout|no route to host|network is unreachable|operation timed out)|ETIMEDOUT|EHOSTUNREACH|[Cc]onnection timed out|[Cc]onnect(?:ion)?[ _-]?[Tt]ime-?[Oo]ut|[Cc]onnect(?:ion)?(?: attempt)? timed[ -]?out|[Cc]onnect(?:ion|ing)? to [^\n]{1,120}\btimed out\b|terminated with exit code 28\b|[Nn]o route to host|[Hh]ost is unreachable|[Cc]ould ?n[o']t connect to|[Cc]an'?t connect to|[Uu]nable to connect to|[Ff]ailed to connect to|[Ee]rror connecting to|[Cc]annot connect to|not possible to connect to|actively refused|(?:[Uu]nable|[Cc]ould not|[Cc]annot|[Ff]ailed)(?: to)? (?:establish|open|make) (?:an? |the )?(?:\w+ )?connection to|[Cc]onnection to [^\n]{1,160} failed|All host\(s\) tried[^\n]{0,120}failed|NoBrokersAvailable|ServerSelectionTimeout|no available connection|MongoNetworkError|[Uu]pstream connect error|connection attempt failed|no healthy upstream|(?:redis|postgres|mysql|mongo|kafka|rabbitmq|elasticsearch)[^\n]{0,60}(?:TimeoutError|[Tt]imed ?out)|[Tt]imed? ?out (?:connecting|waiting for (?:connection|host))/,
    except: /[Pp]robe failed|metrics-server|scrape|connect to \(["'](?:0\.0\.0\.0|::|127\.0\.0\.1|)["'], ?\d/,
    says: (match, line) => {
      const target = targetIn(line);
      const what = /refused|ECONNREFUSED/i.test(line)
        ? "connection refused"
        : /time ?d? ?out|ETIMEDOUT/i.test(line)
          ? "connection timed out"
          : match[0].trim();
      return `it cannot connect to ${target ? printTarget(target) : afterTo(line)} (${what})`;
    },
    target: (_match, line) => targetIn(line),
    explains: ["slow-request", "slow-operation"],
    mend: "Make the dependency run and listen there, or correct its address in the configuration.",
  },
  {
    code: "missing-environment",
    title: "Environment variable missing",
    about: "The application stops because an environment variable that it needs is not set.",
    pattern: new RegExp(
      [
        `[Ee]nvironment [Vv]ariables?:? ["'\`$]*${environmentName}["'\`]* (?:is|was|are|must|not|undefined|missing|required|unset)`,
        `["'\`$]*${environmentName}["'\`]* (?:environment variable |env(?:ironment)? var(?:iable)? )?(?:is |was |has |must be )?(?:not set|not (?:been )?(?:defined|provided|specified|configured)|undefined|missing|unset|required(?! permission)|empty|must be set)\\b`,
        `KeyError: (?:key not found: )?["']${environmentName}["']`,
        `key not found: ["']([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["']`,
        `[Mm]issing (?:required )?(?:env(?:ironment)?(?: var(?:iable)?s?)?|configuration|setting)s?:? ?["'\`$]*${environmentName}`,
        `(?:must|need to|please) (?:set|define|specify|provide) (?:the )?(?:env(?:ironment)?(?: var(?:iable)?)? )?["'\`$]*${environmentName}`,
        `${environmentName}: (?:unbound variable|parameter (?:not set|null or not set))`,
        `required key ${environmentName} missing value`,
        `(?:EnvVar|VarError|Var) ?[({][^\\n]{0,40}["']${environmentName}["'][^\\n]{0,40}NotPresent`,
        `Could not resolve placeholder ["']([\\w.-]{2,80})["']`,
        `Set the ${environmentName} environment variable`,
        `NotPresent[^\\n]{0,40}${environmentName}|environment variable not found`,
      ].join("|"),
    ),
    says: (match) => {
      const name = match.slice(1).find((group) => group !== undefined);
      return `environment variable ${name ?? "(not named)"} is missing or not set`;
    },
    mend: "Set the variable in the pod template, from a ConfigMap or Secret where it belongs.",
  },
  {
    code: "port-in-use",
    title: "Port already in use",
    about:
      "The application cannot listen because its port is taken: two containers of one pod, a second process, or hostNetwork.",
    pattern:
      /EADDRINUSE[^\n]{0,60}|[Aa]ddress (?:is )?already in use[^\n]{0,60}|[Pp]ort (?:\d{1,5} )?(?:is |was )?already (?:in use|allocated|bound)|bind\(\) to \S{1,60} failed \(98|(?:Connection in use:|connect to) \(["'](?:0\.0\.0\.0|::|127\.0\.0\.1|)["'], ?\d[^\n]{0,40}|still could not bind\(\)|\beaddrinuse\b|AddrInUse|Only one usage of each socket address[^\n]{0,80}/,
    says: (_match, line, whole) => {
      const port = portIn(line) ?? portIn(whole);
      return `${port ? `port ${port}` : "its port"} is already in use (address already in use)`;
    },
    mend: "Give each container of the pod its own port.",
  },
  {
    code: "wrong-architecture-in-log",
    title: "Program for another architecture",
    about:
      "The program cannot be executed: it is built for another processor architecture, or is a script without a first line that names its interpreter.",
    pattern: /exec format error/,
    says: () => "the program is built for another architecture than the node's (exec format error)",
    mend: "Build the image for the node's architecture.",
  },
  {
    code: "api-access-forbidden",
    title: "Service account lacks a permission",
    about: "The application calls the Kubernetes API and its service account may not do what it asks.",
    pattern:
      /(?:is forbidden: )?User ["\\]{1,3}system:serviceaccount:([\w.-]{1,253}):([\w.-]{1,253})["\\]{1,3} cannot (\w{1,30}) resource ["\\]{1,3}([\w./-]{1,120})["\\]{1,3}/,
    explains: ["call-timed-out"],
    says: (match) => `service account ${match[1]}/${match[2]} may not ${match[3]} ${match[4]}`,
    mend: "Bind a Role with this permission to the service account.",
  },
  {
    code: "read-only-file-system",
    title: "File system read-only",
    about:
      "The application writes to a path that is mounted read-only, or its root file system is read-only by its security context.",
    pattern:
      /(?:["'`]?(\/[\w./-]{1,200})["'`]?[^\n/]{0,60})?(?:[Rr]ead-only file ?system|EROFS)(?:[^\n/]{0,60}["'`](\/[\w./-]{1,200}))?/,
    says: (match) =>
      `it cannot write${match[1] || match[2] ? ` ${match[1] ?? match[2]}` : ""}: the file system is read-only`,
    mend: "Mount a writable volume (emptyDir) at that path.",
  },
  {
    code: "disk-full",
    title: "Disk full",
    about: "A write fails because no space is left on a volume or on the node.",
    pattern:
      /[Nn]o space left on device|ENOSPC|[Dd]isk (?:quota exceeded|is full)|could not extend file|^(?:\/dev\/\S{1,80}|overlay|[\w.-]{1,80}:\/\S{0,120}) {1,20}[\d.]{1,8}[KMGTP]?i? {1,20}[\d.]{1,8}[KMGTP]?i? {1,20}[\d.]{1,8}[KMGTP]?i? {1,20}(?:9[89]|100)% {1,20}\/(?!snap|boot|etc\/|dev\/)\S{0,200}/,
    says: (match, line) =>
      /% {1,20}\//.test(match[0])
        ? `its disk is full, no space is left (${match[0].replaceAll(/ {2,}/g, " ")})`
        : `no space is left to write (${match[0]}${pathIn(line)})`,
    mend: "Free space, or make the volume larger.",
  },
];

const hostOf = (match: RegExpExecArray, line: string): string => {
  const host = match.slice(1).find((group) => group !== undefined) ?? hostBeside(line);
  return /^[\w.-]{1,253}$/.test(host ?? "") ? (host ?? "").replace(/\.$/, "") : "";
};

const hostBeside = (line: string): string | undefined => targetIn(line)?.host;

const askedHost = (line: string): Target | undefined => {
  const host =
    /\bHost: ([\w.-]{1,253}?)\.? is not in|, not ([\w.-]{1,253})|expected CN=[`'"]?([\w.-]{1,253})|(?:match(?:es|ing)?|name) (?:found|matches)? ?'?([a-z0-9][\w-]*(?:\.[\w-]+)+)/.exec(
      line,
    );
  const found = host?.slice(1).find((one) => one !== undefined);
  return found ? { host: found, port: "" } : undefined;
};

const peer = (line: string): string => {
  const target = targetIn(line);
  if (target && /^(?:2379|2380)$/.test(target.port)) return ` while talking to etcd (${printTarget(target)})`;
  return target && /[a-z]/i.test(target.host) ? ` while talking to ${printTarget(target)}` : "";
};

/** Go says when: `current time ... is after ...`. */
const since = (line: string): string => {
  const end = /current time \S{10,40} is after (\d{4}-\d\d-\d\dT[\d:.]{5,16}Z?)/.exec(line)?.[1];
  return end ? `, since ${end}` : "";
};

const pathIn = (line: string): string => {
  const path = /(?:^|[\s"'`(=:])((?:[\w.-]{1,60})?\/[\w./-]{2,200})/.exec(line)?.[1];
  return path ? `, ${path}` : "";
};

const afterTo = (line: string): string =>
  (
    /\b(?:[Cc]onnect(?:ing|ion|ed)?|reach(?:ing)?) (?:to |with )?(?:the )?((?!(?:terminated|timed|timeout|time-out|failed|refused|closed|lost|reset|due|is|was|has)\b)[\w.:/-]{2,60}(?: (?!(?:failed|refused|timed|was|is)\b)[\w.:/-]{1,30}){0,2})/.exec(
      line,
    )?.[1] ?? "a server that it needs"
  ).trim();
