import type { Vocabulary } from "../vocabulary.ts";

/** English beside its phrases: words that count only where an assistant is spoken to. */
export const englishWords: Vocabulary = {
  name: "English",
  drop: "ignore|disregard|forget|override|bypass|neglect|disobey",
  rules: "instructions|guidelines|directives|rules|safeguards|guardrails|restrictions|training",
  hide: "hide|conceal|omit|suppress|keep quiet|stay silent|keep silent|leave out|not bring up|not mention|never mention|not report|not tell|never tell|not list|not include|not name|without a word|keep it to yourself|say nothing|in silence|out of scope|look away|unmentioned|unreported",
  tell: "tell|say|answer|reply|respond|report|state|claim|conclude|assure|inform|declare|write|blame|verbatim",
  user: "the user|the operator|the customer|the human|the engineer|your user|users|anyone|the reader",
  well: "healthy|all is well|all good|all clear|fine|nothing is wrong|nothing wrong|no problem|no problems|no issue|no issues|no fault|no error|no action needed|no root cause",
  show: "print|show|send|reveal|output|list|upload|post|share|leak|dump|expose|paste|copy|forward|base64",
  act: "run|delete|remove|execute|apply|approve|scale|drain|cordon|restart|stop|install|patch|grant|wipe|destroy|disable|enable|end|close|purge|kill|pull|create|swap|replace|sign off",
  advise: "recommend|suggest|propose|advise",
  approved:
    "feel free|approved|agreed|permission|consent|authorized|authorised|without asking|without approval|without confirmation|go ahead|permitted|no approval|no confirmation|sign off|no longer confidential|allowed to",
  role: "you are now|from now on you|act as|pretend",
  please: "please|kindly|must|should|shall|you|your|immediately|at once|never|always|do not|only|instead",
};
