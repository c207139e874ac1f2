/** Words by which a line names a reason: what is required, what does not fit, what is refused or not there. */
const requirement =
  /\b(?:must|requires?|required|needs? (?:to|a|an|at)|expect(?:s|ed)|too (?:low|high|small|large|big|long|short|old|new|open|many|few|permissive|wide)|already|not (?:allowed|permitted|supported|valid|readable|writable|writeable|empty|found|executable|in the|owned|match(?:ing)?|set|defined|configured|specified|provided|registered|present|reachable|equal|available|yet valid|accessible|a (?:valid|directory|file|number)|enough)|mismatch(?:ed)?|(?:does|do|did)(?:n't| not) (?:match|exist|have|support|contain|agree)|differs? from|invalid|illegal|malformed|unsupported|incompatible|unknown|unexpected|unrecogni[sz]ed|undefined|denied|refused|rejected|disallowed|forbidden|unauthori[sz]ed|missing|expired|corrupt(?:ed)?|exceed(?:s|ed|ing)?|exhausted|insufficient|out of|no (?:such|space|usable|valid|matching|installed|route|license|permission)|cannot (?:start|be|find|open|read|write|parse|load|run|create|bind|lock|join|downgrade|connect|execute|allocate)|(?:could ?n[o']t|could not|can'?t|unable to|failed to) (?:find|open|read|write|parse|load|lock|reserve|validate|bind|decode|decrypt|resolve|create|connect|join)|is (?:locked|in use|read-only|full|stale|being used)|at (?:least|most)|(?:lower|greater|less|older|newer) than|you need to|make sure|please (?:set|provide|specify|fix|install|upgrade|accept)|wrong|permissions? \d{3,4}|no longer|cycl(?:e|ic)|circular|conflict(?:s|ing)?|ambiguous|revoked|taken over|already in|another (?:process|instance|member|node|version|client|connection|session|consumer|server|user))\b/gi;

/** Names of single things: a path, a setting, a quoted word, a number with a unit, an address, a version. */
const particulars: readonly RegExp[] = [
  /(?:^|[\s"'`([=:])\/[\w.-]+(?:\/[\w.-]+)+/,
  /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\b[a-z][\w-]*(?:[._][a-z][\w-]*){1,5}\b/,
  /["'`[][\w./:@ -]{2,60}["'`\]]/,
  /\b\d{1,6}(?:\.\d+){1,3}\b|\bv\d+\b|\b\d{3,12}\b|\b[\w.-]+:\d{2,5}\b/,
];

/** What programs say after the fact: that they end, that something failed without saying what, where to read more. */
const aftermath =
  /npm (?:ERR!|error|notice)|\berror Command failed|\b(?:exit(?:ing|ed)?|shut(?:ting)? ?down|stopping|stopped|terminat(?:ed|ing|es?)|quitting|giving up|bye|abort(?:ing|ed)|restarting)\b(?! (?:because|due|as)\b)[^\n]{0,40}$|backend failed|exit(?:ed with)? (?:code|status)|exited with|exited unexpectedly|did not exit normally|Application run failed|Error starting ApplicationContext|[Ww]orker failed to boot|main process exited|[Pp]rocess (?:exited|finished)|[Rr]un with `RUST_BACKTRACE|[Ss]ee (?:the )?(?:log|above)|[Cc]heck (?:the )?logs?\b|For more (?:information|details|help)|[Aa]lso you can use|The following output is|[Uu]se --?h(?:elp)?\b|(?:^|\s)Usage: |-Dorg\.|Re-run Maven|^\s*make(?:\[\d+\])?: \*\*\*|[Ff]atal exception while booting|[Ff]atal errors? found|Error\(s\) found in|Could not create the Java Virtual Machine|A fatal exception has occurred|Program will exit|[Aa]borting startup|[Ss]hutdown (?:complete|in progress)|is shut down$|Data Dictionary initialization failed|BOOT FAILED|APPLICATION FAILED TO START|CRASH REPORT|crash dump|Kernel pid terminated|Runtime terminating|was terminated by signal|Prepare to shutdown|exiting abnormally|originated either by throwing|^Node\.js v\d|^\(Use `node|[Ff]ailed to start (?:application|server|service|up)?\.?$|[Ss]tartup failed\.?$|[Ii]nitiali[sz]ation failed\.?$|(?:[Cc]heck|[Vv]alidation|[Ss]etup|[Bb]ootstrap|[Bb]oot|[Ss]tartup) failed\.?["']?$|health ?check failed|readiness check failed|[Pp]lease make sure you have the correct|Failed to start Erlang distribution|(?:^|: )unhandled (?:rejection|error)\.?$|command terminated/;

/** What a program does without, and says so: an optional thing that is off, a default in its place, an old way of writing. */
const optional =
  /(?:[,;:(.-] ?|\band |\bso )(?:[\w-]+ ){0,5}(?:(?:is|are|will be|has been) )?(?:disabled|turned off|off|skipp(?:ed|ing)|ignor(?:ed|ing))\b|\b(?:disabling|skipping|ignoring)\b|\b(?:fall(?:s|ing)? back|fallback|using (?:the |a )?(?:default|built-?in|fallback)|default(?:s|ing)? (?:to|of|value)|default (?:is|will be) used|will use|deprecat(?:ed|ion)|will be (?:removed|dropped|ignored)|optional|not recommended|no longer recommended|continuing (?:without|anyway|with)|running without|is not configured to|overcommit must be enabled|makes sense only if|should consider|consider (?:using|setting|upgrading)|New major version|npm notice|No server failure will be tolerated|JMX is not enabled)/i;

/** Frames of stack traces, terms of Erlang, rules and marks under a line: they say where, not what. */
const place =
  /^\s*(?:at |File "|\.\.\. \d+ (?:more|common)|Traceback |goroutine \d|created by |from \S+:\d+:in |#\d+ |\^+\s*$|@ +WARNING|Picked up _?JAVA|node:internal|internal\/|\S{1,200}\.rb:\d+:in |\S{1,200}:\d+:\d+\)?$|[{[]+[a-z_]+,|[=*#@ -]{6,}$|[\])}]+[,;.]*\s*$)/;

export const isAftermath = (text: string): boolean => aftermath.test(text);
export const isOptional = (text: string): boolean => optional.test(text);
export const isPlace = (text: string): boolean => place.test(text);
export const requirementsIn = (text: string): number => text.match(requirement)?.length ?? 0;
export const particularsIn = (text: string): number => particulars.filter((one) => one.test(text)).length;
