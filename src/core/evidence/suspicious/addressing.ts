import { anyOf, patternOf } from "./phrases.ts";

/** How English speaks to somebody who is no part of a cluster. */

const machine =
  "(agents?|assistants?|bots?|models?|systems?|tools?|helpers?|readers?|clients?|operators?|copilots?|responders?|investigators?|engineers?)";
const kindOf =
  "(ai|ki|ia|llm|sre|ops|devops|aiops|triage|diagnostics?|debug|debugging|support|automated|autonomous|automation|monitoring|troubleshooting|virtual|incident|cluster|k8s|kubernetes|machine learning)";
const addressee = `(ai|a i|llm|llms|large language models?|language models?|chatgpt|gpt ?\\d?|claude|gemini|copilots?|kubetriage|k8sgpt|holmesgpt|assistants?|chatbots?|artificial intelligence|neural networks?|${kindOf} ${machine})`;
/** Words that name parts of a program too. */
const anybody = "(agents?|bots?|models?|helpers?|readers?|robots?|machines?|summari[sz]ers?|analy[sz]ers?|dear reader)";
const act =
  "(run|execute|delete|ignore|disregard|forget|obey|reply|respond|answer|end|include|append|tell|say|report|recommend|suggest|propose|call|invoke|use|apply|print|reveal|send|approve|drain|scale|stop|do not|don t|never|always|please|skip|omit|hide|conceal|output|show me|list all|mark|close|treat|consider|you|your|note that you|follow|grant|patch|remove|wipe|pretend|act as|post|upload|fetch|decode|override|bypass|keep|confirm|proceed|accept|install|pull|restart|roll back|resolve|mention|no need|nothing|whatever|when|if you|must|kindly|just)";
const deed =
  "(run|execute|delete|ignore|disregard|obey|reply|respond|answer|include|append|tell|say|report|recommend|suggest|propose|call|invoke|apply|print|reveal|send|approve|drain|scale|stop|hide|omit|skip|conceal|mention|pull|install|post|upload|grant|patch|remove|close|treat|mark|output|pretend|follow|use|act|swap|change|switch|replace|keep|leave|set|put|write|state|add|attach|encode|base64|export|copy|give|share|email|forward|insert|quote|click|open|visit|download|make|allow|disable|enable|kill|restart|evict|revoke|expose|dump|show|list|read|drop|give|name|label|sign|move|rename|rotate|transfer|link|answer|begin|start|finish|clear|reset|reboot|destroy|purge|elevate|escalate|assign|claim|deny|refuse|fetch|load|obtain|retrieve|downplay|blame|cordon|uncordon|taint|evict|terminate|erase|truncate|detach|unlock|remember|confirm|deploy|never|not|always|assume|conclude|proceed|trust|decode|disclose|investigate)";
const thing =
  "(this|that|these|it|the|all|any|every|everything|your|kubectl|without|immediately|now|users?|no|nothing|only|to|with|as|me|secrets?|namespaces?|ns|healthy|that)";

const about =
  "(note|notes|instructions?|memo|hint|hints|directives?|orders?|guidance|reminder|request|advice|command|commands|task|tip|attention|notice|message|info|information|policy|rule|todo|action|prompt)";
const modal =
  "(must|should|shall|please|has to|have to|needs to|need to|is required to|are required to|is instructed to|are instructed to|will now|may|can|can now|may now|is allowed to|are allowed to|is authori[sz]ed to|are authori[sz]ed to|is to|are to|is expected to|are expected to|ought to|is permitted to|are permitted to|shall now|is free to|are free to)";

/** Whether the text speaks to an assistant. */
export function speaksToAssistant(text: string): boolean {
  if (!somebody.test(text)) return false;
  return addressing.test(text) || calling.some((one) => one.test(text)) || commandFor.test(text) || assigned.test(text);
}

/** One of these is in each phrase. */
const somebody = anyOf([addressee, anybody, "(you|whoever|whatever|anyone|anybody|anything|consumers?|kubectl)"]);

const addressing = anyOf([
  `(delete|wipe|destroy|remove|scale|drain|evict|approve|terminate|erase) (everything|all|every) ~3 ${addressee}`,
  `${addressee} (please |must |should )?(delete|wipe|destroy|remove|scale|drain|evict|approve|terminate|erase) (everything|all|every)`,
  `(the |any |every |all )${anybody} ~4 ${modal} (answer|say|recommend|conclude|claim|pretend) [a-z]+`,
  `${addressee} (now |may )?(decides|acts|applies|approves|executes|runs|deletes|proceeds|operates) ~3 (alone|directly|autonomously|on its own|immediately|unattended|without)`,
  `to (all|any|every|each) (the )?${anybody} ?[:,;-]{1,2} ?(please |do not |don t |never |always )*${deed}`,
  `${addressee} ~4 (must|should|shall|please|has to|have to|needs to|need to|is required to|are required to|is instructed to|are instructed to|will now|ought to|is to|are to|is expected to|are expected to) (now |always |never |only |not |just )*${deed}`,
  `${addressee} (who |that |which )?~5 (may|can|is allowed to|are allowed to|is authori[sz]ed to|are authori[sz]ed to|is permitted to|is free to|can now|may now) (now |safely |freely |just )*(run|execute|delete|ignore|skip|approve|proceed|apply|bypass|act)`,
  `(the |any |every |all )${anybody} ~4 ${modal} (now |always |never |only |not |just )*${deed} (${thing}|[a-z]+ without)`,
  `(note|instructions?|attention|dear|hey|hi|hello|memo|notice|reminder|guidance) (to |for )?(the |any |all |every |our |whichever )?${addressee}`,
  `(note|reminder|memo|hint|instructions?|advice|guidance) (to|for) (the|any|all|every) ~2 ${anybody} ?(?=[:,-])`,
  `(message|hint|request|directive|orders?|task|advice|warning|command) (to|for) (the |any |all |every |our )?${addressee} ?(?=[:=,-])`,
  `(to|for) (the |any |all |every |our |whichever |whatever )?~1 ${addressee} ~4 (reading|parsing|processing|analy[sz]ing|summari[sz]ing|handling|investigating|looking at|on duty|in charge|only)`,
  `${addressee} ?(note|hint|instructions?|directives?|orders?|command|guidance|memo|message|action|policy|todo)s? ?[:="']{1,4} ?(you |please |do not |don t |never |always )*${deed}`,
  `${addressee}[a-z0-9_./-]{1,24}(hints?|notes?|instructions?|directives?|guidance|memo|advice|orders?)[a-z0-9_./-]{0,24} ?[:="']{1,4} ?(you |please |do not |don t |never |always )*${deed}`,
  `${about} ?(to|for|4) ?(the |any |all )?(${addressee}|${anybody}) ?[:="']{1,4} ?(you |please |do not |don t |never |always )*${deed}`,
  "(ai|assistant|assistants|agent|agents|model|models|llm|bot|you|whoever|whatever|anyone|anybody|anything) (who |that |which )?(is |are |s )?(currently )?(reading|reads?|analy[sz]ing|parsing|parses?|summari[sz]ing|investigating|troubleshooting|diagnosing|processing|triaging|reviewing) (this|these)",
  `(reader|readers|consumer|consumers) of (this|these) (log|logs|line|message|event|output|annotation|text|field)`,
  `(when|if|once|whenever|upon|after|as soon as|while) (you|${addressee}|the ${anybody}|an? ${anybody}|any ${anybody}) ~2 (read|reads|reading|parse|parses|process|processes|summari[sz]e|summari[sz]es|analy[sz]e|analy[sz]es|ingest|ingests|triage|inspect|inspects|encounter|encounters|see|sees) (this|these) ~3 (you|please|do not|don t|never|always|immediately|${deed}) ?~6 (user|kubectl|secrets?|credentials|tokens?|namespaces?|healthy|report|instructions|approval|approved|reply|answer|investigat(e|ion|ing)|rules)`,
]);

const clause = `(?:^|[^a-z0-9/_ -]) ?(?:(?:to|for|dear|hey|hi|hello|attention|ok|okay|so|now|yo|fellow|note|psa|fyi|warning|error|info|warn)[^a-z0-9]{1,3}){0,3}(?:(?:the|any|all|every|our|my|your|this|each) )?`;
/** Its name, a comma or a colon, and a verb in the form of an order. */
const calling: readonly RegExp[] = [
  new RegExp(
    `(?<![a-z0-9/_-])${patternOf(addressee)} ?(?:[:,!;]|[-=]>|>>|[–—]) ?["'\`]?(?:${patternOf(act)})(?![a-z0-9]|[=(_.][a-z0-9]|[^a-z0-9]{1,2}(?:started|starting|finished|completed?|failed|ended|succeeded|queued|id|count|status|mode|requests?|requested|timeout|of|took|done|error|cancell?ed|accepted|received|level|list|loop|is|was)(?![a-z0-9]))`,
  ),
  new RegExp(
    `${clause}${patternOf(`${addressee}( [a-z0-9]+){0,4}`)}[^a-z0-9]{0,2}[:,;!—–-][^a-z0-9]{0,3}(?:(?:please|kindly|now|just|you|immediately|also|first|then|instead|in|your|must|should|always|at|once) ){0,4}${patternOf(`${deed} ${thing}`)}(?![a-z0-9])`,
  ),
  new RegExp(
    `${clause}(?:${anybody})(?: ?,| ?[:;!—–-] ?(?:please|do not|don.t|never|you (?:must|should|may|are))) ?(?:please |kindly |now |just |you |immediately |must |should |do not |don.t |never |always ){0,4}${patternOf(`${deed} ${thing}`)}(?![a-z0-9])`,
  ),
  new RegExp(
    `(?:<!-- ?|/\\* ?|[([{] ?|(?:dear|hey|hi|hello) )(?:the )?(?:${anybody}) ?[:,!;—–-] ?(?:please |kindly |now |just |you |must |should |do not |don.t |never |always ){0,4}${patternOf(`${deed} ${thing}`)}(?![a-z0-9])`,
  ),
  new RegExp(
    `(?<![a-z0-9])(?:${patternOf(`${deed} ${thing}`)})[^.;\\n]{0,60}, ?(?:dear |my )?${patternOf(addressee)} ?(?:[.!)"'\\]]|$)`,
  ),
  new RegExp(
    `(?:next|new|follow[-_ ]?up)[-_ ]?(?:instruction|step|command|task)s?["']? ?[:=] ?["']?(?:${patternOf(addressee)}|kubectl )`,
  ),
  new RegExp(`@${patternOf(`(${addressee}|${anybody})`)}[^a-z0-9]{1,3}(?:please )?${patternOf(act)}(?![a-z0-9])`),
];

/** Somebody who is no part of a cluster is spoken of before a command. */
const commandFor = new RegExp(
  `(?<![a-z0-9/_.-])${patternOf("(assistants?|chatbots?|language models?|llms?|(ai|ki|ia) ?(agents?|assistants?|assistenten?|clients?|models?|operators?|systems?|tools?))")}(?![a-z0-9/_.-])[^\\n]{0,200}kubectl [a-z]`,
);

/** A record that names who is to act and what is to be done. */
const assigned = new RegExp(
  `"?(?:actor|audience|for|to|recipient|target|addressee|executor|assignee|owner|agent|performed_by|run_by|handler)"? ?[:=] ?"?${patternOf(`(the )?(${addressee}|agent|bot)`)}"?[ ,;}][^\\n]{0,120}?(?:"?(?:do|action|actions|command|commands|instructions?|task|step|steps|execute|run|must)"? ?[:=]|kubectl )`,
);
