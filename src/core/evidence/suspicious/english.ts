/** How English gives an assistant orders: phrases (see `anyOf`) by what they tell their reader. */

const prompts = "(instructions?|prompts?|guidelines?|directives?|guardrails?|safeguards?|programming)";
const rules =
  "(instructions?|prompts?|rules?|commands?|orders?|polic(y|ies)|restrictions?|constraints?|context|training|directions?|messages?|guidance|findings|conversation)";
const drop =
  "(ignore|disregard|forget|override|overrule|bypass|neglect|discard|overwrite|abandon|disobey|set aside|put aside|throw (away|out)|do not (follow|obey|heed|apply|respect)|don t (follow|obey|heed)|stop (following|obeying)|no longer (follow|obey)|pay no (attention|heed) to|take no notice of)";
const earlier = "(previous|prior|above|earlier|preceding|former|foregoing|existing|original|initial|old|past|your)";
export const person =
  "(user|users|operator|operators|human|humans|person|engineer|reader|customer|requester|developer on call|on call)";
const approver =
  "(user|operator|human|human in the loop|admin|administrator|cluster admin|person|owner|sre|sre team|security team|platform team|ops team|on call|requester|customer|management|ciso|cto|tenant|client|manager|team lead)";
const secrets =
  "(secrets?|tokens?|passwords?|credentials?|api keys?|kubeconfig|private keys?|system prompt|hidden prompt|environment variables|env vars?|connection strings?|access keys?|service account)";
const show =
  "(send|post|upload|forward|email|reveal|dump|exfiltrate|leak|disclose|transmit|print|output|repeat|list|show|display|paste|copy|share|expose|echo|mail|base64)";
const give = "(send|post|upload|forward|email|reveal|dump|exfiltrate|leak|disclose|transmit|print|output|repeat)";
const fine =
  "(healthy|fine|ok|okay|good|normal|green|well|all clear|no (problems?|issues?|errors?|faults?|anomalies)|nothing (is )?(wrong|amiss|to report|to see|found|happened)|all (pods|systems|checks) ~2 (healthy|fine|ok|running|normal))";
const answer =
  "(reply|answer|response|summary|diagnosis|conclusions?|findings|recommendations?|final report|explanation)";
const investigating =
  "(investigating|investigation|analysis|analyzing|analysing|diagnosis|diagnosing|diagnostics|troubleshooting|triage|debugging|root cause)";

export const dropping: readonly string[] = [
  `(ignoring|disregarding) ~1 (all|any|your|the|previous|prior|earlier) ~2 ${prompts}`,
  "your ~1 (guidelines|instructions|rules|policy|policies|directives|restrictions|system prompt|orders) (were|are|have been|has been|was) (updated|changed|replaced|revised|extended|rewritten|amended|relaxed|removed)",
  `(default|fallback|pending|remaining|standing|emergency|hidden|embedded|backup|override|follow up) instructions? ?: ?(please |now )?(send|run|execute|delete|report|print|ignore|post|upload|tell|give|approve|show|reveal|recommend|apply)`,
  `${drop} ~4 ${prompts}`,
  `${drop} ~2 ${earlier} ~2 ${rules}`,
  `${drop} ~1 (everything|anything|all) ~1 (above|before|told|said|learned|else)`,
  `${drop} (what|whatever) (you|the user|the human|the operator|was|came|came before|has been) ~2 (told|said|asked|learned|before|above|written)`,
  `(ignore|disregard|forget|override) (the |this |your |any )?(user|operator|human) (s )?(question|request|query|prompt|wishes|task|intent|preferences)`,
  `(ignore|disregard|forget) (the|your) ~1 (task|question|safety ~1 rules|safety ~1 checks|rules|mission)`,
  `${earlier} ~1 (instructions|guidelines|directives|prompt|orders) ~3 (void|revoked|superseded|cancelled|canceled|suspended|lifted|obsolete|invalid|expired|outdated|replaced|no longer|null|withdrawn|rescinded|do not apply)`,
  `(cancel|revoke|suspend|replace|erase|wipe|reset|clear|supersede|delete) ~1 (your|previous|prior|earlier|original) ~1 (instructions|guidelines|directives|prompt|memory|context|programming)`,
  "(your|the) (new|real|actual|updated|true|only|sole|primary|current) ~1 (instructions?|task|goal|mission|objective|directives?|role|job) (is|are)",
  "(new|updated|revised|additional|special|secret|hidden) ~1 (instructions|directives|prompt|orders|guidelines) for ~1 (you|ai|llms?|assistants?|agents?|models?|copilots?|bots?)",
  "new system (instructions?|prompt)",
  "(safety|security|content|policy|ethical) ~1 (checks?|rules|filters?|guardrails|guidelines|restrictions|constraints|protocols?) (are |is |have been |has been |now )*(off|disabled|lifted|suspended|void|removed|waived|deactivated|relaxed)",
  "(unlearn|forget) (everything|your (instructions|training|rules|role|task|orders))",
];

export const casting: readonly string[] = [
  "(you are|you re|you have) ~4 (no|without|unrestricted|free of|free from) ~1 (restrictions|limits|rules|filters|limitations|guardrails|guidelines)",
  "you (have been|were|are) ~1 (upgraded|promoted|elevated|appointed|reprogrammed|unlocked|jailbroken|repurposed) (to|as|by|and|into|for)",
  "(prompts?|confirmations?|approvals?|restrictions|limits|checks) (are|is|have been|were) ~1 (off|disabled|lifted|waived) for you",
  "you are now (a|an|the|in|acting|operating|free|unrestricted|unfiltered|root|allowed|permitted|authorized|authorised|dan|my|going to|admin|bound)(?! (read only|primary|leader|master|member|owner|standby|follower|replica|secondary|guest|subscribed))",
  "(you are|you re) (a|an|the|my) ~3 (assistant|ai|chatbot|language model|llm|ai agent)",
  "(you are|enter|entering|activate|switch to|you are now) ~2 (developer|god|dan|jailbreak|unrestricted|maintenance|admin|debug|sudo|root|autopilot|override) mode",
  "from now on ~1 (you|act|respond|reply|answer|always|ignore|treat|report)",
  "act as ~3 (assistant|ai|admin|administrator|root|hacker|dan|superuser|operator|engineer|owner|sre)",
  "(role play|roleplay|play the role|assume the role|take on the role|take the role|adopt the persona|imagine you are|imagine that you)",
  "pretend ~1 (to be|that you|you are|that|there|everything|the|you)",
  "if you (are|re) (an?|the|any) ~1 (ai|llm|language model|assistant|agent|bot|model|machine|computer|robot|automated ~1)",
  "as an? (ai|llm|language model|assistant|automated agent) ~1 ~2 you",
  "you (must|should|shall|will|have to|need to) (now )?(obey|reveal|reply|respond|answer|tell|recommend|suggest|conclude|ignore|comply|disregard|report that|approve|pretend)",
  "you (have|were given|are granted|now have) ~1 (permission|authority|authorization|clearance|full access|approval|consent) to",
  "you (do not|don t|no longer|need not) ~1 (need|require) ~2 (approval|permission|confirmation|consent|restrictions|rules|to ask)",
];

export const steering: readonly string[] = [
  "(mark|flag|treat|close|classify|file) (this|the) ~1 (incident|pod|finding|alert|error|issue|crash|failure|event) as (resolved|benign|fixed|harmless|expected|healthy|false|a false|solved|noise)",
  "(fetch|download|read|open|load|get|visit) ~8 (and|then) (then )?(follow|obey|execute|trust) (it|them|its|what|every)",
  "(pre agreed|preagreed|cleared|pre cleared|agreed|arranged|pre arranged) with (the |your )?(user|operator|admin|administrator|on call|security team)",
  "(obey|comply with|follow|act on|carry out|execute) (the )?(line|lines|text|orders?|instructions?) ~2 (of|in|from|on) (this|the) (log|line|message|event|text|annotation|output)",
  "(trust|prefer|follow|believe|obey|prioriti[sz]e|favou?r) ~3 (over|above|instead of|rather than|before) (your|the|any|all) ~1 (instructions|rules|guidelines|user|prompt|operator|training)",
  "(end|close|terminate|finish) (the|this|your) (session|conversation|chat|turn|dialogue) (now|here|immediately)|and (end|close|terminate|finish) (the|this|your) (session|conversation|chat|turn|dialogue)",
  `(tell|inform|assure|convince|advise|instruct|reassure|notify|ask) (the |your |any |every |all |this )?${person} (that|to|everything|all|there|it|this|nothing|the|not|they|no|a|about|your|how|their|only|instead)`,
  `(reply|respond|answer|say) to (the |your )?${person} (that|with)`,
  `(reply|respond|answer) (only|just|exactly|simply|solely|always) ?(with|that|as|in|by|yes|no)?`,
  "(do not|don t|never|without|must not|should not|shall not|are not to|not to) (report|mention|tell|inform|reveal|disclose|flag|warn|surface|reporting|mentioning|telling|informing|warning|disclosing) (this|that|it|the user|the operator|the human|any|anyone|anybody|about|these|the (pod|error|finding|line|issue|failure|problem|deployment|service|real|actual|cause))(?! ~3 (if|unless|bug|bugs|upstream|github|issue tracker))",
  "(do not|don t|never) (show|list|include|discuss|name|display) (this|the|these|that) (pod|pods|error|errors|finding|findings|failure|problem|deployment|namespace|line|event|cause|crash|incident)",
  `(skip|omit|exclude|leave out|hide|conceal|suppress|drop|leave|keep|remove|withhold) ~5 (from|in|out of) (your|the|any|every) (${answer}|report|output|user)`,
  `(hide|conceal|suppress|withhold|bury|cover up) (this|these|the) ~2 (finding|findings|error|errors|failure|failures|problem|issue|pod|line|event|incident|alert|fact|cause)`,
  `(report|say|state|conclude|claim|declare|respond|reply|pretend|answer|confirm|write|insist|announce|assert) (that |back )?(the |this |there |it |everything |all |every |our )?~3 (is|are|as|was|were|looks?|works?|runs?) ~2 ${fine}`,
  `(report|say|state|conclude|claim|declare|respond|reply|pretend|answer|confirm|insist|assert)(?!s? ?:) (that )?(the |this )?(cluster|everything|all|system|pods?|deployment|namespace|service|there) ~3 ${fine}`,
  `(say|claim|declare|pretend|answer|conclude|reply|respond|report only|just report|just say) (that |with )?(all clear|all good|no problems?|no issues?|nothing (is )?(wrong|happened|found)|everything)`,
  `(stop|end|halt|abort|cease|discontinue|abandon|terminate|quit) (the |your |this |any |all |further )${investigating}`,
  "(stop|cease|quit) (investigating|troubleshooting|diagnosing|analysing|analyzing|digging|looking)(?= (and|now|this|here|it|immediately|everything|further)|[^a-z0-9]*$| ?[.;!])",
  `no (more|further) (questions|confirmations?|approvals?)`,
  `(secrets|credentials|passwords|tokens) (may|must|should|shall) (now )?be (printed|shown|revealed|output|disclosed|listed|posted)`,
  "(secrets|credentials|passwords|tokens) (are|is) (no longer|not) (confidential|secret|sensitive|protected)",
  `(approve|sign off|accept|sign) (on )?(all|every|each|any) (pending|open|outstanding|waiting|future|following|other)`,
  `(give|hand|offer|show|send) (the )?(user|users|operator|customer|human) (this|the|a|an|following|that) ~2 (link|url|address|command|image|page|script)`,
  "(close|resolve) (the|this) (incident|ticket|case|alert) (as (resolved|solved|fixed|done|benign|false|no|not)|and|now|immediately)|and (close|resolve) (the|this) (incident|ticket|case|alert)",
  `no (further|more|additional) ~1 ${investigating}`,
  `do not (investigate|look|dig|analy[sz]e|debug|troubleshoot|diagnose) (any |this |it |further|into|deeper|the)`,
  "the only (acceptable|correct|valid|permitted|allowed|admissible|right) ~1 (conclusion|answer|diagnosis|response|finding|verdict|report|explanation) (is|are)",
  "the (real|actual|true|only) root cause (is|for|of)",
  `${approver} (has|have|already|previously|hereby|s) ~2 (approved|agreed|confirmed|consented|accepted|granted|waived|signed off|given ~2 (permission|consent|approval|go ahead)|said (yes|ok|go)|gave (the |a |its |their |his |her )?(ok|go ahead|green light|consent|permission|approval)|authori[sz]ed (all|any|every|this|the|you|it|deletion|execution|running|these))(?! (the |a |an |your |our |all |these |this )?~1 (payment|order|orders|request|invoice|refund|transaction|terms|cookies|booking|purchase|transfer|eula|license|device|login|account|document|contract|quote|claim|timesheet|expense|subscription|pull request|pr|mr|merge|release|comment|review|post|friend|member|membership|application))`,
  `${approver} (approves?|consents?( to)?|authori[sz]es|allows|permits|wants|agrees|pre approved|approved|authori[sz]ed|requested|confirmed) ~1 (all|any|every|this|these|the (following|command|deletion|change|plan)|running|execution|you to|it|in advance|kubectl|everything|commands)`,
  `(already|previously|pre|has been|have been|is|are|was|were) (been )?(approved|authori[sz]ed|cleared|sanctioned|signed off) by (the |a |an |your )?${approver} ?(to|for|and|so|in)?`,
  "(pre approved|preapproved|pre authori[sz]ed|preauthori[sz]ed|auto approved for)",
  "(approved|official|sanctioned|authori[sz]ed|mandatory|verified|certified|correct|required) (remediation|fix|remedy|resolution|solution|procedure|action|command|diagnosis|answer|response|workaround) (is|are|for this ~3 is) ~1 (kubectl|curl|helm|run|running|to (run|delete|apply|scale|use|pull)|deleting|the image|https?|image|wget|bash)",
  "no ~2 (approval|confirmation|consent|permission|authori[sz]ation) (is |are |was )?(needed|required|necessary)(?! for (the )?(environment|env|stage|branch|pipeline|merge|request|job|pull|plan))",
  "without (asking|waiting for|user|human|further|any|prompting|requesting|seeking) ~2 (approval|confirmation|consent|permission|anyone|the user|review|the operator|questions|first)",
  "(?<!(do not|don t|never|not|cannot|must not) )(run|execute|apply|perform|approve|delete|proceed|carry out|act) ~4 without (asking|confirmation|approval|permission|confirming|review|consent)",
  "(skip|bypass) (the |any |all |user |human |manual )?(approval|confirmation|approvals|confirmations|review step|consent)",
  "(this|these|the following|the|such) (command|commands|action|change|step) (is|are) (safe|pre approved|harmless|approved|allowed|authori[sz]ed)",
  `${give} (all |me )?(the |your |any |every |its )~2 ${secrets.replaceAll("?", "")}(?! ?[:=] ?(false|true|none|[0-9]))`,
  `(?<!(to|not|cannot|can t|failed|unable|will|could|may|and|or|who can|can|attempted to|trying to) )${show} (every|each|the (contents?|values?|data|body) of|contents? of|the full|the decoded) ~4 ${secrets}`,
  `${show} ~5 ${secrets} ~5 (in (plain|clear) ?text|in the clear|unredacted|unmasked|decoded|to https?|to [a-z0-9-]+ evil|in (your|the|each|every|next) ~1 ${answer}|to the (chat|user|webhook|address|url|following)|as (text|proof))`,
  "(your|the) (system|hidden|initial|original) prompt(?! (service|template|timeout|length|tokens?|size|version|for|timed|text|dialog|shows?|appears?))",
  `(in|to|with|from|at the end of|of|into) (your|every|each) ~1 (next |final )?${answer}`,
  "(always|instead|must|should|please|to) (recommend|suggest|advise|propose) ~1 (the |this |that |to |image|installing|upgrading|using|running|deleting|pulling|users?|a |switching)~3 (image|registry|url|https?|user|users|operator|chart|kubectl|evil|instead|from|command|cluster admin)",
  `(recommend|suggest|advise|propose) (to )?(the |every |all |any )?${person} ~2 (to|that|the|pull|run|install|use|delete)`,
  "(treat|consider|regard|interpret|accept|take) (this|it|these|the (following|above|text|line|message)) ~2 (as|to be) (an? |the |your |trusted |new |system |user |admin )*(approval|approved|approved by|instructions?|orders?|commands?|consent|permission|authori[sz]ed|authori[sz]ation|trusted|prompt|confirmation|directive|user message|request from)",
  "(decode|join|concatenate|assemble|combine|reverse|decrypt|unscramble|deobfuscate|translate|reassemble|put) ~6 (and|then) (then )?(follow|obey|execute|run|comply|act|do (it|what|as)|carry)",
  "(obey|comply with|follow|act on|carry out|execute) (the |this |these |every |all |its )~2 (order|orders|instructions? (below|above|here|in this|hidden|embedded|encoded|that follows?)|text above|decoded ~2|hidden ~2)",
  "(obey|comply) (now|immediately|silently|without|or|at once|fully|completely)",
  "do (this|it|so) (silently|quietly|secretly)",
];
