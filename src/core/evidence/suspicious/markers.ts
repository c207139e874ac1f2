/** What stands in the formats in which models are spoken to, and in no output. */
const always: readonly RegExp[] = [
  /\[\/?inst\]|<<\/?sys>>/,
  /<\/?(?:instructions?|system[-_ ](?:prompt|reminder|message|instructions?|override)|tool[-_ ]?(?:results?|calls?|use|output|response)|function[-_ ]?(?:results?|calls?|response)|evidence|untrusted|important|(?:user|human|assistant|ai|agent|llm)[-_ ]?(?:message|instructions?|note|turn|input|query|request|approval)|admin(?:[-_ ]\w{1,20})?)(?:\s[^<>]{0,80})?>/,
  /<\/?(?:system|assistant|human)(?:\s[^<>]{0,80})?>/,
  /<user>\s?(?:i |yes|please|ok|approve|go ahead|confirm|delete |run )/,
  /(?:^|[^a-z0-9_-] ?)(?:reply|answer|respond) (?:with )?["'`][^"'`\n]{1,60}["'`](?: (?:and|only|then|to the)|\.)/,
  /<invoke name=|antml:/,
  /#{2,6} ?(?:new |updated |override |system |hidden |real )+(?:prompt|instructions?|message|task|directive)/,
  /#{2,6} ?(?:instructions?|response|human|assistant|question) ?:/,
  /[[({<#=*~|-]{1,6} ?(?:\/|end |begin |start |end of |start of |begin of )?(?:the )?(?:fake |simulated |new |system |assistant |user |kubectl |mcp )*(?:tool|function)[-_ ](?:results?|outputs?|response|calls?|message|return)s? ?(?:[\])}>#=*~|:-]|$)/,
  /[[({<#=*~|-]{2,6} ?(?:begin |start |end of |new |next |incoming |latest |updated )+(?:user|human|operator|system|developer|admin|assistant)(?:'s)? (?:message|turn|prompt|request|instructions?|input|query|command|reply|session)/,
  /(?:^|[\n"'`])(?:new|next|incoming) (?:user|human|operator|system|developer) (?:message|turn|prompt|request|instructions?) ?[:#=*-]/,
  /[[({<#=*~|-]{1,6} ?end (?:of )?(?:the )?(?:logs?|outputs?|data|evidence|tool|context|report|events?|conversation|transcript|input|untrusted|document|results?)[^\n]{0,30}?[^a-z\n]{1,6} ?(?:new |now |next |the |real |begin |start |from |to |here |back )*(?:user|human|system|instructions?|assistant|admin|operator|developer|you|task|please|ai)(?![a-z0-9])/,
  /(?:^|[\s"'|>\]=}.\\]|\\n)(?:system|assistant|human|developer)(?: message)? ?[:>] ?(?:(?:ok(?:ay)?|yes|done)[,.!] ?(?:i|running|deleting|executing|proceeding|approved)|you (?!have (?:\d|no )|are (?:logged|connected|running|using|not)|need )|ignore |please |run |execute |i |i'll |sure|the user |disregard |forget |new |override|from now|as an |do not |never |always |delete |call |must |understood|approved|output |print |reveal |send |report |mark |respond |reply )/,
  /\[(?:system|assistant|user|human|developer|admin|operator|instructions?|inst|ai|llm)\] ?[:>-]? ?(?:you|ignore|please|run|execute|i |i'll|sure|the |disregard|forget|new |override|from now|as an|do not|never|always|delete|call|must|understood|approved|approve|output|print|reveal|send|report|respond|reply|yes|go ahead|safety|all )/,
  /(?:^|[\s"'|>\]=}.\\])user ?[:>] (?:please |yes|approve|i approve|i agree|i consent|ok(?:ay)?,? (?:run|do|go|delete)|go ahead|run |ignore |delete (?:the|all|every|namespace))/,
  /"role\\?" ?: ?\\?"(?:system|assistant|tool|developer)\\?"[^\n]{0,40}"content\\?" ?: ?\\?"[^"\n]{0,400}(?:kubectl|delete|approve|ignore|disregard|secret|obey|must)/,
  /"tool_(?:calls?|results?|use|use_id|call_id)\\?" ?:[^\n]{0,400}(?:kubectl|delete|approve|ignore|disregard|secret|obey|must)/,
  /"execute(?:_all|all)?\\?" ?: ?true/,
  /(?:begin|start|end|close) (?:of )?(?:the )?(?:system |new |hidden |tool |evidence|cluster |untrusted |admin )+(?:prompt|instructions?|output|results?|data|content|override|section|block)?(?![\p{L}\p{N}])/u,
  /(?:system|admin|administrator|safety|developer) (?:override|instruction|directive|notice to)(?![-_a-z])/,
  /(?:curl|wget) [^|\n]{0,200}\| ?(?:sudo )?(?:ba|z|da|k)?sh(?![\p{L}\p{N}])/u,
  /!\[[^\]\n]{0,80}\]\(https?:\/\/[^)\s]{0,200}[?&=/](?:[^)\s]{0,60})(?:[<{$[]|%7b|base64|secret|token)/,
  /(?:approval|consent|authori[sz]ation|permission)[-_ ]?(?:token|code|id|status|key|granted|mode)?s?["']? ?[:=] ?["']?(?:granted|true|yes|approved|ok|given|user|all|auto|bypass|[a-z0-9]*[-_0-9][a-z0-9_-]*)["']?[^\n]{0,120}?(?:kubectl |execute|without asking|run |delete |commands?|proceed|may now|ai|assistant|agent)(?![a-z])/,
  /(?:requires?|needs?)[-_ ]?(?:human |user )?(?:approval|confirmation|consent)["']? ?[:=] ?["']?(?:false|no|never|none)[^\n]{0,200}(?:kubectl|command|approved|run|execute)|(?:kubectl |"command)[^\n]{0,200}(?:requires?|needs?)[-_ ]?(?:human |user )?(?:approval|confirmation|consent)["']? ?[:=] ?["']?(?:false|no|never|none)/,
  /(?:auto[-_ ]?approved?|pre[-_ ]?approved|approved[-_ ]by[-_ ](?:user|operator|human|admin))["']? ?[:=] ?["']?(?:true|yes|all|\*)[^\n]{0,160}(?:kubectl|delete|execute|assistant|agent|command)/,
];

/** What servers of models and chats print of their own work too. */
const elsewhere: readonly RegExp[] = [
  /<\|(?:im_start|im_end|system|user|assistant|end|endoftext|start_header_id|end_header_id|eot_id|begin_of_text)\|>/,
  /"role\\?" ?: ?\\?"(?:system|assistant|tool|developer)\\?"/,
  /"(?:tool_calls?|tool_results?|tool_use|tool_use_id|function_call)\\?" ?:/,
];

/** One of these is in each of them. */
const hint =
  /<user>|reply|answer|respond|inst\]|sys>|instruct|system|assistant|human|evidence|untrusted|important|admin|ai[-_ ]|agent[-_ ]|llm|invoke|antml|prompt|tool|function|task|directive|message|question|response|operator|developer|execute|curl |wget |!\[|approv|consent|authori[sz]|permission|confirmation|user ?[:>]|user[-_ ]|im_(?:start|end)|<\||end (?:of )?(?:the )?(?:log|output|data|context|report|event|conversation|transcript|input|document|result)/;

/** Signs that the line is what a model's server, gateway or chat prints of its own work. */
const ownTalk =
  /chat_?template|samplingparams|"messages\\?" ?:|"model\\?" ?:|\bmodel=|tokens?["']? ?[=:]|\/v1\/(?:chat|completions|messages|embeddings)|finish_reason|llama|vllm|ollama|\{%|\{\{|prompt_template|system_prompt ?[=:]|chatcmpl|llm[-_](?:gateway|proxy|server)|litellm|conversation_?id|session_?id|max_tokens|temperature/;

export function isOwnTalk(text: string): boolean {
  return ownTalk.test(text);
}

/** Whether the text is written as programs and models write to each other. */
export function imitates(text: string): boolean {
  if (!hint.test(text)) return false;
  return (
    always.some((marker) => marker.test(text)) || (elsewhere.some((marker) => marker.test(text)) && !isOwnTalk(text))
  );
}
