/** Words for the same doing, as people ask for it and as logs say it. Each row: how it is asked, how a line says it. */
const doings: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:delet\w*|remov\w*|dropp?\w*|purg\w*|destroy\w*|wip\w*|unlink\w*)$/,
    /\b(?:delet|remov|drop|purg|destroy|wip(?:e|ing)|unlink)\w*/i,
  ],
  [/^(?:creat\w*|add(?:ed|s|ing)?|insert\w*)$/, /\b(?:creat|add(?:ed|s|ing)?\b|insert)\w*/i],
  [
    /^(?:updat\w*|modif\w*|chang\w*|edit\w*|alter\w*|patch\w*|overwr\w*|wrote|written|write)$/,
    /\b(?:updat|modif|chang|edit|alter|patch|overwr|writ(?:e|ten|ing)|wrote|put\b)\w*/i,
  ],
  [
    /^(?:den(?:y|ied|ies|ial)|forbid\w*|forbade|reject\w*|refus\w*|unauthori[sz]ed)$/,
    /\b(?:den(?:y|ied|ies)|forbid|reject|refus|unauthori[sz]ed|not (?:allowed|authori[sz]ed|permitted))\w*|\bpermission\b|\b40[13]\b/i,
  ],
  [
    /^(?:los[est]\w*)$/,
    /\blos(?:t|es?|ing)\b|\bfailed to renew\b|\b(?:could|can) ?(?:not|n't) renew\b|\bnot renewed\b|\bstopped leading\b|\bstepp(?:ed|ing) down\b|\bno longer (?:the )?leader\b/i,
  ],
  [
    /^(?:acquir\w*|obtain\w*|gain\w*|won|win|becom\w*|became|get|got|gotten)$/,
    /\b(?:acquir|obtain|gain|won\b|elected|bec(?:a|o)me)\w*/i,
  ],
  [/^(?:elections?|elected)$/, /\belect|\blease\b/i],
  [/^(?:leaders?|leadership|lead)$/, /\blead(?:er|ing|ership)?\b|leader|\blease\b/i],
  [/^(?:lease)$/, /\blease/i],
  [
    /^(?:log(?:ged|s|ging)?-?in|logins?|sign(?:ed|s)?-?in|authenticat\w*)$/,
    /log(?:ged|s|ging)?[ _-]?in\b|sign(?:ed)?[ _-]?in\b|authenticat/i,
  ],
  [
    /^(?:restart\w*)$/,
    /\bre-?start\w*|\bstart(?:ed|ing) (?:up|server|process|app\w*|service|[\w-]{1,30} (?:server|version|v?\d))|ready to accept/i,
  ],
  [/^(?:start\w*|beg[aiu]n\w*|boot\w*|launch\w*)$/, /\b(?:start|beg[aiu]n|boot|launch|initiat)\w*/i],
  [/^(?:stop\w*|shut|shutdown|terminat\w*|exit\w*|quit\w*)$/, /\b(?:stop|shut|terminat|exit|quit)\w*/i],
  [/^(?:kill\w*)$/, /\bkill\w*|\bsig(?:kill|term)\b/i],
  [/^(?:time-?outs?|timedout)$/, /\btime[ds]?[ -]?out|deadline exceeded/i],
  [/^(?:disconnect\w*)$/, /\bdisconnect|connection (?:was )?(?:closed|lost|reset)|lost connection/i],
  [
    /^(?:finish\w*|complet\w*|done|end(?:ed|s)?|succeed\w*|through)$/,
    /\b(?:finish|complet|done\b|appl(?:ied)|succe|ended|migrated|exported|imported|restored|synced)\w*/i,
  ],
  [
    /^(?:appl(?:y|ied|ies)|ran|run|runs|execut\w*)$/,
    /\b(?:appl(?:y|ied|ying)|r[ua]n\b|running|execut|start|migrat|process)\w*/i,
  ],
  [/^(?:corrupt\w*|damag\w*)$/, /\bcorrupt|\bdamag|checksum|\bmismatch|\bintegrity\b|\bcrc\b|\binvalid\b/i],
  [/^(?:retr(?:y|ied|ies|ying))$/, /\bretr(?:y|ied|ies|ying)|back-?off|try(?:ing)? again/i],
  [/^(?:reload\w*)$/, /\breload|\bre-?read|\brefresh/i],
  [/^(?:crash\w*|panic\w*)$/, /\bpanic|\bcrash|\bsegfault|segmentation fault|\bfatal\b|core dumped/i],
  [/^(?:block\w*)$/, /\bblock|\bban(?:ned)?\b|\bdeni|\breject/i],
  [/^(?:ban|bans|banned)$/, /\bban(?:ned|s)?\b|\bblock/i],
  [/^(?:sen[dt]|sends|sending)$/, /\bsen[dt]\b|\bsending\b|\bdeliver/i],
  [/^(?:approv\w*)$/, /\bapprov|\baccept|\bgrant/i],
  [/^(?:grant\w*|allow\w*)$/, /\bgrant|\ballow|\bpermit/i],
];

/** What people say in several words, and how lines say it. */
export const phrasesOfLogs: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:out of memory|out-of-memory|oom(?:[- ]?kill(?:ed|er|s)?)?|ran out of memory|run out of memory)\b(?: errors?| exceptions?)?/,
    /out ?of ?memory|\boom|cannot allocate memory|can't allocate|java heap space|memory exhausted/i,
  ],
  [
    /\b(?:connections? (?:was |were |being )?refused|refused connections?)\b/,
    /connection refused|econnrefused|connect: refused/i,
  ],
  [/\bconnections? (?:was |were |being )?reset\b/, /connection (?:was )?reset|econnreset|reset by peer/i],
  [
    /\b(?:no space(?: left)?(?: on device)?|out of (?:disk )?space|(?:disk|volume|file ?system) (?:was |is |being |got )?full|full disk|out of disk)\b/,
    /no space left|enospc|disk (?:is )?full|out of (?:disk )?space|disk quota exceeded/i,
  ],
  [/\bpermissions? (?:was |were )?denied\b/, /permission denied|eacces|access denied|\bforbidden\b/i],
  [/\b(?:tim(?:e|ed|es|ing)[ -]outs?|timeouts?)\b(?: errors?)?/, /\btime[ds]?[ -]?out|deadline exceeded|etimedout/i],
  [/\btoo many open files\b/, /too many open files|emfile/i],
  [
    /\b(?:rate[ -]limit(?:s|ed|ing)?|too many requests|throttl(?:ed|ing|e))\b/,
    /rate[ -]?limit|too many requests|throttl|\b429\b/i,
  ],
  [/\blog(?:ged|s|ging)? ?in(?:to)?\b/, /log(?:ged|s|ging)?[ _-]?in\b|sign(?:ed)?[ _-]?in\b|authenticat/i],
  [/\bsign(?:ed|s)? in(?:to)?\b/, /sign(?:ed)?[ _-]?in\b|log(?:ged)?[ _-]?in\b/i],
  [/\bshut(?:ting)? ?down\b/, /shut(?:ting)? ?down|terminat|\bsigterm\b|\bstopp/i],
  [/\bstarted? up\b/, /\bstart|\bboot|\blisten/i],
];

/** How a line says a word of a question; null where the word itself is to be looked for. */
export const doingOf = (word: string): RegExp | null => doings.find(([asked]) => asked.test(word))?.[1] ?? null;

/** What denies or only intends what follows it: `no deadlock`, `attempting to acquire`. */
export const denialBefore =
  /(?:\b(?:not|never|no|without|zero|0|nothing|attempting to|trying to|tries to|waiting to|unable to|cannot|could not|about to|going to|will|would|may|might|if)|n't) (?:[\w-]{1,20} ){0,2}$/i;
