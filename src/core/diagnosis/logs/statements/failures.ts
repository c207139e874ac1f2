import { saidIn } from "../said-in-line.ts";
import type { LogCause } from "./causes.ts";

const quoted = (name: string): string => `"${name}"`;

/** An exception as people quote it: without what only leads up to it, and without the package of its class. */
const message = (line: string): string =>
  line
    .trim()
    .replace(/^(?:Caused by: |Exception in thread "[^"\n]{1,80}" )/, "")
    .replace(/^(?:[a-z_$][\w$]{0,60}\.){1,12}(?=[A-Z][\w$]{0,80}(?:Exception|Error)\b)/, "");

const clean = (text: string, longest = 200): string => text.replaceAll(/\s+/g, " ").trim().slice(0, longest);

/** Causes inside the application itself, tried after those that name what it lacks from outside. */
export const logFailures: readonly LogCause[] = [
  {
    code: "application-out-of-memory",
    title: "Application out of memory",
    about:
      "The application's own memory manager gives up: its heap limit is lower than what it needs, or the container's limit leaves too little.",
    pattern:
      /java\.lang\.OutOfMemoryError[^\n]{0,80}|JavaScript heap out of memory|fatal error: runtime: out of memory|(?<!OutOf)\bMemoryError\b|insufficient memory for the Java Runtime Environment|CUDA out of memory[^\n]{0,120}|CUDA_ERROR_OUT_OF_MEMORY|[Cc]annot allocate memory|Allowed memory size of \d{1,15} bytes exhausted|std::bad_alloc/,
    says: (match) => `it runs out of memory (${match[0]})`,
    mend: "Raise the heap setting together with the container's memory limit, or find what holds the memory.",
  },
  {
    code: "collector-stalls",
    title: "Garbage collector stalls the program",
    about:
      "The program stands still for seconds while its garbage collector runs, because its heap is nearly full. Answers are late and probes fail, although nothing is reported as an error.",
    pattern:
      /Pause Full\b[^\n]{0,120}\b\d{4,7}(?:\.\d+)?ms|Full GC\b[^\n]{0,300}\b[1-9]\d{0,3}\.\d+ secs|\[gc\][^\n]{0,40}overhead, spent \[(?:[5-9]\d\dms|\d{1,3}(?:\.\d{1,3})?[sm])\][^\n]{0,60}|Detected pause in JVM or host machine[^\n]{0,80}|GC overhead limit exceeded|(?:GC|garbage collect(?:or|ion))\b[^\n]{0,40}(?:took|paused? (?:for|of)) \d[^\n]{0,60}|[Ss]top-the-world[^\n]{0,60}|Mark-(?:[Cc]ompact|[Ss]weep)[^\n]{0,80} MB, [1-9]\d{3,6}(?:\.\d+)? \/[^\n]{0,120}|[Ll]ong (?:young |full |GC )?(?:GC|garbage collection) pause[^\n]{0,80}|\[gc\]\[(?:old|young)\][^\n]{0,60}(?:(?<=\[old\][^\n]{0,60})duration \[|duration \[(?:[5-9]|\d{2,4})(?:\.\d{1,3})?s|duration \[\d{1,3}(?:\.\d{1,3})?m)[^\n]{1,80}/,
    anyLevel: true,
    isLasting: true,
    explains: ["slow-operation", "call-timed-out"],
    says: (_match, _line, whole) =>
      `it stands still while its garbage collector (GC) runs, its heap is nearly full: ${clean(whole)}`,
    mend: "Give it a larger heap together with the container's memory limit, or find what fills it.",
  },
  {
    code: "threads-deadlocked",
    title: "Threads wait for each other",
    about:
      "Threads of a program hold locks that the others wait for, so that none of them goes on. Requests pile up behind them while processor and memory are idle.",
    pattern:
      /Found (?:one|\d{1,3}) (?:Java-level )?deadlocks?|all goroutines are asleep - deadlock!|(?:thread|lock) deadlock detected|(?:POTENTIAL|potential) (?:DEADLOCK|deadlock)\b[^\n]{0,60}|BLOCKED on [^\n]{1,100} owned by/,
    anyLevel: true,
    isLasting: true,
    explains: ["call-timed-out", "workers-exhausted", "gateway-failing"],
    says: (match) => `threads wait for each other's locks, a deadlock (${match[0].slice(0, 100)})`,
    mend: "Restart it to get going again; the order in which the code takes its locks has to be mended.",
  },
  {
    code: "stack-overflow",
    title: "Endless recursion",
    about: "The application ends because its stack is used up, which nearly always is a recursion without end.",
    pattern:
      /StackOverflowError|RecursionError: [^\n]{0,80}|Maximum call stack size exceeded|stack overflow|goroutine stack exceeds/,
    says: (match) => `its stack overflows by endless recursion (${match[0]})`,
  },
  {
    code: "module-missing",
    title: "Part of the program missing",
    about: "A module, class or shared library that the program needs is not in the image.",
    pattern:
      /Cannot find (?:module|package) ["']([^"'\n]{1,200})["']|ModuleNotFoundError: No module named ["']?([\w.-]{1,120})|ImportError: [^\n]{1,120}|NoClassDefFoundError: ([\w./$]{1,200})|ClassNotFoundException: ([\w.$]{1,200})|[Cc]ould not find or load main class ([\w.$]{1,200})|error while loading shared libraries: ([\w.+-]{1,120})|version `([\w.]{1,60})' not found|LoadError: cannot load such file -- (\S{1,120})|Unable to access jarfile (\S{1,200})|Could not open input file: (\S{1,200})|Could not locate Gemfile|Couldn't find a valid ([\w-]{1,40}) package installed|(?:No module|no such module|Module not found)[^\n]{0,80}|cannot open shared object file/,
    says: (_match, _line, whole) => `a part of the program is missing in the image (${clean(whole, 230)})`,
    mend: "Build the image with the missing part.",
  },
  {
    code: "command-missing-in-image",
    title: "Script calls a command that the image lacks",
    about:
      "A shell script calls a program that is not in the image or not on the PATH; the shell answers with exit code 127.",
    pattern:
      /(?:^|[\s:])(?:line )?\d{1,5}: ([\w./+-]{1,80}): (?:command )?not found|(?:^|: )([\w./+-]{1,80}): command not found|env: (?:can't execute )?['‘]?([\w./+-]{1,80})['’]?: No such file/,
    says: (match) =>
      `its script calls ${quoted(match[1] ?? match[2] ?? match[3] ?? "")}, which the image does not contain (not found)`,
    mend: "Install the program in the image, or use an image that has it.",
  },
  {
    code: "syntax-error",
    title: "Syntax error",
    about: "A script, a query or a configuration file cannot be parsed. The line says where.",
    pattern:
      /syntax error[^\n]{0,160}|SyntaxError: [^\n]{1,160}|[Uu]nexpected (?:end of file|token|EOF)[^\n]{0,80}|parse error[^\n]{0,100}|ParseError[^\n]{0,120}/i,
    says: (_match, line) => `there is a syntax error: ${clean(line)}`,
    mend: "Correct the script or file at the place that the message names.",
  },
  {
    code: "invalid-configuration",
    title: "Configuration invalid",
    about:
      "The application refuses its configuration: a key that it does not know, a value of the wrong type, or a file that cannot be parsed.",
    pattern:
      /\[emerg\][^\n]{1,200}|parsing \[[^\]\n]{1,160}:\d+\][^\n]{0,160}|AH\d{5}: [^\n]{0,60}(?:Syntax|error on line)[^\n]{0,120}|Invalid command '[^'\n]{1,80}'[^\n]{0,100}|(?:Unable to parse|error initializing) [^\n]{0,40}(?:JSON|proto|configuration)[^\n]{0,140}|toml: [^\n]{1,120}|did not find expected [^\n]{1,80}|mapping values are not allowed[^\n]{0,80}|could not find expected[^\n]{0,80}|found (?:character|a tab|duplicate key)[^\n]{0,100}|(?:Scanner|Parser|Composer|JSONDecode|SAXParse|TOMLDecode|YAMLException)\w{0,20}(?:Error|Exception)\b[^\n]{0,140}|\bConfig(?:uration)?Exception\$?\w{0,30}: [^\n]{1,160}|ImproperlyConfigured: [^\n]{1,120}|unknown module: [^\n]{1,80}|undefined value - check config|BindException: Failed to bind properties[^\n]{0,120}|invalid character '[^'\n]{1,4}' (?:looking for|after|in)[^\n]{0,80}|Unexpected token [^\n]{1,40} in JSON[^\n]{0,60}|field \w{1,60} not found in type[^\n]{0,80}|Expected one of [^\n]{1,120}|[Ii]nvalid (?:config(?:uration)?|value|argument|option|port|URL|DSN|connection string|log ?level)\b[^\n]{0,140}|(?:failed|unable|could not) to (?:parse|load|read|decode|unmarshal) [^\n]{0,40}(?:config|ya?ml|json|toml|settings)[^\n]{0,140}|[Ee]rror (?:parsing|loading|reading) [^\n]{0,40}(?:config|ya?ml|json|toml)[^\n]{0,120}|yaml: (?:line \d+: )?[^\n]{1,120}|cannot unmarshal [^\n]{1,120}|unknown (?:configuration property|flag|option|command|directive|field|key|property)[:\s][^\n]{0,100}|flag provided but not defined: \S{1,60}|[Cc]onfiguration (?:error|is invalid|validation failed)[^\n]{0,140}|unrecognized (?:option|argument|configuration parameter)[^\n]{0,100}|\bConfig(?:uration)?Exception: [^\n]{1,160}|(?:Exception|Error|FATAL|fatal|ERROR)\b[^\n]{0,80}\bNo [\w -]{2,40} (?:defined|configured|specified|given|set) for [^\n]{1,120}/,
    except: /Permission denied|Address (?:already )?in use|No such file or directory|replica set/,
    says: (_match, _line, whole) => `its configuration is not valid (${clean(message(whole), 230)})`,
    mend: "Correct the configuration at the place that the message names.",
  },
  {
    code: "permission-denied",
    title: "Permission denied",
    about:
      "The application may not open a file, bind a port or make a system call: the user of the container does not own the path, or a capability is missing.",
    pattern:
      /[Pp]ermission denied[^\n]{0,100}|EACCES[^\n]{0,120}|[Oo]peration not permitted[^\n]{0,80}|EPERM\b[^\n]{0,80}|AccessDeniedException: [^\n]{1,120}|Access is denied[^\n]{0,80}/,
    says: (_match, line) => `it lacks a permission: ${clean(saidIn(line), 160)}`,
    mend: "Set fsGroup or runAsUser so that the user owns the path, or listen on a port above 1023.",
  },
  {
    code: "file-missing",
    title: "File missing",
    about: "The application needs a file that is not there: a mount is missing, or its path is another.",
    pattern:
      /[Nn]o such file or directory|ENOENT|FileNotFound(?:Error|Exception)|[Ff]ile not found|can't open '?\/\S{1,200}|cannot open (?:file )?["'`]?\/\S{1,200}/,
    says: (_match, line) => `a file is missing: ${clean(saidIn(line), 180)}`,
    mend: "Mount the file where the application looks for it, or correct the path.",
  },
  {
    code: "duplicate-key",
    title: "Database refuses a duplicate",
    about: "The database refuses a row because a unique key already exists.",
    pattern:
      /duplicate key value violates unique constraint[^\n]{0,100}|Duplicate entry '[^'\n]{1,100}' for key[^\n]{0,60}|UNIQUE constraint failed[^\n]{0,80}|E11000 duplicate key[^\n]{0,80}|unicity[^\n]{0,80}/i,
    says: (match) => `the database refuses a duplicate (unique constraint): ${clean(match[0], 140)}`,
  },
  {
    code: "slow-operation",
    title: "Slow operation",
    about:
      "The application says that an operation takes seconds: a query, a call to another service. By itself that is no failure; it matters when somebody asks why something is slow.",
    pattern:
      /\b(?:took|taking|completed in|rendered in|duration|elapsed|latency|response ?time|responded in|finished in)["']?[ :=]{0,3}(\d{1,6}(?:\.\d{1,9})?) ?(ms|milliseconds?|s|secs?|seconds?)\b|slow (?:query|request|operation|response)[^\n]{0,100}|\b(?:response ?time|duration|latency|elapsed)(_ms|Ms|_seconds|_s)?["']? ?[:=] ?(\d{1,9}(?:\.\d{1,20})?)(?![\w.])/i,
    anyLevel: true,
    says: (_match, line) => `an operation is slow: ${clean(saidIn(line), 180)}`,
  },
  {
    code: "uncaught-exception",
    title: "Uncaught exception",
    about: "The application ends with an exception that nothing catches. Its first line says what went wrong.",
    pattern:
      /^(?:\S{1,40} ){0,4}?(?:panic: [^\n]{1,200}|(?:[Uu]ncaught |[Uu]nhandled )?(?:Exception in thread "[^"\n]{1,80}" )?[\w.$]{0,160}[a-z](?:Exception|Error)\b:? ?[^\n]{0,200}|Unhandled exception[^\n]{0,160}|fatal error: [^\n]{1,160}|PHP Fatal error: [^\n]{1,160}|thread '[^'\n]{1,60}' panicked at [^\n]{1,200}|Segmentation fault[^\n]{0,60})/,
    except: /^\s+at |no error|without error/i,
    says: (_match, _line, whole) => `it ends with ${clean(message(whole))}`,
  },
];
