import { kindOf } from "./asked.ts";
import type { KubectlError, ObjectRef } from "./observed.ts";
import { lineAt, type PrintedLines } from "./printed-lines.ts";
import { isClusterScoped } from "./tables/table-fields.ts";

/** What only kubectl says; other lines that begin with `error:` may be an application's own. */
const unmistakable =
  /^(?:Error from server|Internal error occurred: |error: (?:error from server|unable to (?:find|recognize|upgrade)|failed to create token|cannot |a container name must|container \S+ is not valid|You must be logged|the server doesn't|unknown |Metrics API|resource mapping|timed out waiting|no matches|there is no|deployment "|daemon set "|statefulset ")|Unable to connect to the server: |The connection to the server |The \S+ "[^"]*" is invalid|Defaulted container|No resources found|Found \d+ pods?, using|\S*sh: (?:line \d+: )?kubectl: )/;

/** Whether a text of a few lines is nothing but what kubectl says of itself, although a log was asked for or nothing is known. */
export function isSpokenOnly(lines: readonly string[]): boolean {
  const said = lines.filter((line) => line.trim() !== "");
  return (
    said.length > 0 &&
    said.length <= 10 &&
    unmistakable.test(said[0]!) &&
    said.every((line) => unmistakable.test(line) || isWrapped(line))
  );
}

/** What a terminal or a chat broke off a long message: it begins with a blank, in the middle of a sentence, or is a person's remark. */
function isWrapped(line: string): boolean {
  return /^(?:\s|[a-z{["'(]|# )/.test(line) && !/^(?:time|level|ts|caller|t)=/.test(line);
}

/** Whether a line begins as nothing but kubectl's own messages do. */
export function startsAsKubectlError(line: string): boolean {
  return unmistakable.test(line);
}

/** What the lines of an output are besides content: errors of kubectl, its notes, and "No resources found". */
export type KubectlSpeech = {
  readonly errors: readonly KubectlError[];
  /** Indices of lines that kubectl said of itself: errors, warnings, notes. */
  readonly spoken: ReadonlySet<number>;
  /** The line of "No resources found", and the namespace that it names. */
  readonly none: { readonly index: number; readonly namespace: string | undefined } | undefined;
};

/** Finds what kubectl said itself among the lines of an output. */
export function kubectlSpeech(lines: PrintedLines, namespace: string): KubectlSpeech {
  const errors: KubectlError[] = [];
  const spoken = new Set<number>();
  let none: KubectlSpeech["none"];
  lines.plain.forEach((text, index) => {
    if (!mayBeSpoken(text)) return;
    const nothing = /^No resources found(?: in (\S+) namespace)?\.?$/.exec(text.trim());
    if (nothing !== null) none = { index, namespace: nothing[1] };
    if (nothing !== null || isNote(text)) spoken.add(index);
    const error = errorIn(text);
    if (error === undefined) return;
    spoken.add(index);
    const patch = patchBelow(lines.plain, index);
    const rest = patch
      ? lines.plain.slice(index + 1, patch.end)
      : /denied the request: ?$/.test(text)
        ? answerOf(lines.plain, index + 1)
        : restOf(lines.plain, index + 1);
    for (let at = index + 1; at <= index + rest.length; at++) spoken.add(at);
    const whole = patch?.message ?? [text, ...rest.map((one) => one.trim())].join(" ");
    const message = patch?.message ?? [error, ...rest.map((one) => one.trim())].join(" ");
    const object = patch?.object ?? objectIn(whole, namespace);
    errors.push({ code: codeOf(whole), object, message, line: lineAt(lines, patch?.decisive ?? index), evidence: 0 });
  });
  return { errors, spoken, none };
}

/** The lines of `kubectl apply` between the patch that it sent and the answer: what it is about, and at last the error itself. */
type Patch = {
  readonly end: number;
  readonly decisive: number;
  readonly message: string;
  readonly object: ObjectRef | undefined;
};

/**
 * `error when applying patch:`, the patch on lines of its own, `to:`, `Resource: ...`, `Name: "web", Namespace: "shop"`, and
 * `for: "web.yaml": error when patching ...: <what the server said>` (kubectl's apply/patcher.go). The answer may go on below.
 */
function patchBelow(plain: readonly string[], from: number): Patch | undefined {
  if (!/error when (?:applying patch|replacing|patching)[^:]{0,20}:\s*$/.test(plain[from]!)) return undefined;
  const decisive = plain.findIndex((line, at) => at > from && at < from + farthest && /^\s*for: "/.test(line));
  if (decisive < 0) return undefined;
  const about = plain.slice(from + 1, decisive).join(" ");
  const answer = /denied the request: ?$/.test(plain[decisive]!)
    ? answerOf(plain, decisive + 1)
    : restOf(plain, decisive + 1);
  const head = plain[from]!.replace(/error when [^:]{1,40}:\s*$/, "");
  const said = plain[decisive]!.trim().replace(/^for: "[^"]{0,300}": ?(?:error when \w{1,20} "[^"]{0,300}": ?)?/, "");
  const named = /\bName: "([^"]{1,253})"(?:, Namespace: "([^"]{0,253})")?/.exec(about);
  const kind = /\bKind=(\w{1,80})"/.exec(about)?.[1];
  return {
    end: decisive + 1 + answer.length,
    decisive,
    message: [`${head}${said}`, ...answer.map((one) => one.trim())].join(" "),
    object: named && kind ? refOf(kind, named[2] ?? "", named[1]!) : undefined,
  };
}

const farthest = 60;

/** The lines below that go on with a message of kubectl: no blank one, none that begins something new; a few at most. */
function restOf(plain: readonly string[], from: number): readonly string[] {
  const rest: string[] = [];
  for (let at = from; at < plain.length && rest.length < 6; at++) {
    const line = plain[at]!;
    if (line.trim() === "" || mayBeSpoken(line) || !isContinued(plain[at - 1]!, line)) break;
    rest.push(line);
  }
  return rest;
}

/** The answer of a policy engine, which begins after a blank line and has several paragraphs. */
function answerOf(plain: readonly string[], from: number): readonly string[] {
  const end = plain.findIndex((line, at) => at >= from && (mayBeSpoken(line) || at >= from + 14));
  return plain.slice(from, end < 0 ? plain.length : end);
}

/** Broken in the middle of a sentence: the line above does not end one, and this one stands further in or begins small. */
function isContinued(above: string, line: string): boolean {
  return !/[.?!]\s*$/.test(above) && /^(?:\s{2,}\S|[a-z{["'(])/.test(line) && !/^\S+ {2,}\S/.test(line);
}

const beginnings =
  "Error|error|Internal error|Unable to|unable to|The |No resources found|Warning: |Defaulted |Flag --|Found |Use |Please |couldn't |command terminated|kubectl command not found|Command execution timed out|exec: |bash: |sh: |zsh: |-bash: ".split(
    "|",
  );

/** Whether a line begins as what kubectl says of itself does; cheap, because tables have many lines. */
function mayBeSpoken(text: string): boolean {
  const code = text.charCodeAt(0);
  if ((code === 69 || code === 87 || code === 73) && text.charCodeAt(1) >= 48 && text.charCodeAt(1) <= 57) return true;
  return beginnings.some((beginning) => beginning.charCodeAt(0) === code && text.startsWith(beginning));
}

function isNote(text: string): boolean {
  return /^(?:Warning: |Defaulted container |Flag --\S+ has been deprecated|Found \d+ pods?, using |Use .kubectl |Please use |[EWI]\d{4} [\d:.]+ +\d+ (?:memcache|request|round_trippers|reflector|helpers|portforward|warnings)\.go:\d+\])/.test(
    text,
  );
}

const openings =
  /^(?:Error: |Internal error occurred: |Error from server|error: |error when |Unable to connect to the server|Unable to connect |The connection to the server |The \S+ "[^"]*" is invalid|error looking up |couldn't get |unable to |Error: |E\d{4} [\d:.]+ +\d+ (?:memcache|request|reflector|helpers|portforward)\.go:\d+\]|bash: |sh: |zsh: |-bash: |exec: "kubectl"|kubectl command not found|Command execution timed out after |command terminated with exit code|error executing )/;

/** The message when a line is an error that kubectl (or the shell that should run it) printed. */
function errorIn(text: string): string | undefined {
  if (/^(?:bash|sh|zsh|-bash): /.test(text) && !/kubectl|\bk\b|command not found/.test(text)) return undefined;
  return openings.test(text) ? text.replace(/^(?:Error: |error: )/, "") : undefined;
}

const codes: readonly (readonly [KubectlError["code"], RegExp])[] = [
  // What was waited for did not come; the API server answered all the time.
  ["other", /timed out waiting for the condition|exceeded its progress deadline/i],
  [
    "metrics-unavailable",
    /metrics api not available|metrics not available|metrics\.k8s\.io|server is currently unable to handle the request \(get \S*metrics|podmetrics|nodemetrics/i,
  ],
  [
    "admission-denied",
    /admission webhook|violates PodSecurity|exceeded quota|denied the request|ValidatingAdmissionPolicy|failed calling webhook/i,
  ],
  ["forbidden", /\(Forbidden\)|is forbidden|cannot (?:get|list|watch|create|delete|patch|update) resource/i],
  [
    "unauthorized",
    /\(Unauthorized\)|must be logged in|Unauthorized|asked for the client to provide credentials|token.*expired/i,
  ],
  [
    "no-such-kind",
    /doesn't have a resource type|no matches for kind|could not find the requested resource|unable to recognize/i,
  ],
  ["no-previous-container", /previous terminated container .* not found/i],
  [
    "container-waiting",
    /is waiting to start|container .* is (?:in waiting|not running)|is terminated|ContainerCreating/i,
  ],
  ["container-not-named", /a container name must be specified|container \S+ is not valid for pod|container not found/i],
  [
    "kubectl-not-found",
    /kubectl.*(?:command not found|executable file not found|No such file)|command not found.*kubectl/i,
  ],
  ["not-found", /\(NotFound\)|\bnot found\b|Error from server \(NotFound\)/],
  ["x509", /x509|certificate (?:signed by|has expired|is not)|tls: /i],
  ["dns", /no such host|server misbehaving|Temporary failure in name resolution|name resolution/i],
  ["connection-refused", /connection refused|was refused|connection reset|no route to host|network is unreachable/i],
  ["timeout", /i\/o timeout|deadline exceeded|timed out|TLS handshake timeout|Client\.Timeout|Timeout: /i],
  [
    "invalid",
    /\(BadRequest\)|\(Invalid\)|is invalid|unknown (?:flag|shorthand|command)|required flag|must specify|unable to parse|invalid|error validating|error parsing/i,
  ],
];

function codeOf(text: string): KubectlError["code"] {
  return codes.find(([, pattern]) => pattern.test(text))?.[0] ?? "other";
}

/** The object that an error names: `pods "web" not found`, `container "a" in pod "web"`, `cannot list resource "pods" ...`. */
function objectIn(text: string, namespace: string): ObjectRef | null {
  const where = /(?:in the namespace|in namespace) "([^"]+)"/.exec(text)?.[1] ?? namespace;
  const inPod = /\bpod "?([\w.-]+)"?/.exec(text);
  const named = /\b([a-z]+)(?:\.[\w.-]+)? "([^"]+)" (?:not found|is forbidden|already exists|is invalid)/.exec(text);
  const late = /\b(deployment|daemon set|statefulset) "([^"]+)" exceeded/.exec(text);
  const invalid = /^The (\w+) "([^"]+)" is invalid/.exec(text);
  const found = named ?? invalid ?? late;
  if (found !== null) return refOf(kindOf(found[1]!.replace(" ", "")), where, found[2]!);
  if (inPod !== null && /container/.test(text)) return refOf("Pod", where, inPod[1]!);
  const resource = /cannot \w+ resource "([^"]+)"/.exec(text)?.[1];
  return resource === undefined ? null : refOf(kindOf(resource.split("/")[0]!), where, "");
}

function refOf(kind: string, namespace: string, name: string): ObjectRef {
  return isClusterScoped(kind) ? { kind, name } : { kind, namespace, name };
}
