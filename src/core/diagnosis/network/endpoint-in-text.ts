/** A host, and a port where one is told, that a line of a log speaks of. */
export type Target = { readonly host: string; readonly port: string };

const forms: readonly RegExp[] = [
  /\bhost=["']?([\w.-]{1,253})["']?,? ?(?:\)|port=["']?(\d{1,5})|[`,;]|user=|database=|dbname=|$)/i,
  /server at "([\w.-]{1,253})"(?: \([\w.:]{1,60}\))?, port (\d{1,5})/,
  /(?:connect|connection) to ([\w.-]{1,253})[ ,:(]{1,3}(?:[\w.:]{1,60}\)? )?port (\d{1,5})/i,
  /(?:mongodb(?:\+srv)?|postgres(?:ql)?|mysql|redis|amqps?|https?|tcp|nats|kafka|grpc|jdbc:[a-z0-9]{1,20}):\/\/(?:[^\s@/"']{0,200}@)?([\w.-]{1,253})(?::(\d{1,5}))?/i,
  /(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ECONNRESET|dial tcp|tried:|addr=|address[:=]|host[:=]|broker|server) ?["'(]?([a-zA-Z][\w.-]{0,252}|\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})/,
  /(?<![\w/.@-])([a-zA-Z][\w-]{0,62}(?:\.[a-zA-Z][\w-]{0,62}){0,8}|\d{1,3}(?:\.\d{1,3}){3})(?:\/[\d.]{7,15})?:(\d{2,5})\b(?![:.]\d)/,
  /MySQL server on '([\w.-]{1,253}?)(?::(\d{1,5}))?'/,
  /(?:host(?:name)?|server|address|upstream|resolve|reach|to|at) ['`"]([\w.-]{1,253})['`"]/i,
  /['"]([a-z0-9][\w-]{0,62}(?:\.[a-z][\w-]{0,62}){1,8})['"]/,
];

/** The host and port that a line names, read from the forms that common clients print; undefined when it names none. */
export const targetIn = (line: string): Target | undefined => {
  const text = line.slice(0, 2000).replace(sourceBefore, " ");
  for (const form of forms) {
    const found = hostBy(form, text);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** `| pay.stock:fetch:60 - `: module, function and line, as loguru writes them before a message. */
const sourceBefore = /(?:^|\s)[\w.]{1,120}:[\w<>.]{1,80}:\d{1,6} - /;

/** The first that is a host: the source of a klog line (`logging.go:59`) stands before it. */
const hostBy = (form: RegExp, whole: string): Target | undefined => {
  let text = whole;
  for (let round = 0; round < 4; round++) {
    const match = form.exec(text);
    const host = match?.[1] ?? match?.[2];
    if (match === null || host === undefined) return undefined;
    if (!isNoHost(host)) return { host, port: match[1] === undefined ? "" : (match[2] ?? "") };
    text = text.slice(match.index + match[0].length);
  }
  return undefined;
};

const sourceFile =
  /\.(?:go|pyx?|[jt]sx?|[cm]js|java|kts?|rb|php|rs|c|cc|cpp|cxx|h|hpp|cs|fs|scala|clj|lua|swift|dart|exs?|erl|hs|groovy|vue|html?|json|ya?ml)$/i;

/** Words with a number behind a colon that are places in a source file, levels or times. */
const isNoHost = (host: string): boolean =>
  sourceFile.test(host) ||
  /^(?:line|error|info|warn|warning|debug|fatal|at|code|status|errno|port|pid|version|v?\d+|T\d+)$/i.test(host) ||
  /^\d{1,4}(?:-\d{1,2}){0,2}(?:T\d{1,2})?$/.test(host);

/** `host:port`, or the host alone. */
export const printTarget = (target: Target): string => (target.port ? `${target.host}:${target.port}` : target.host);
