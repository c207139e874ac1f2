import { type Language, languages } from "./languages.ts";

/** What a text does that output does not: in words that follow "it". */
export type Order = string;

const dropped = "tells its reader to drop the instructions it has";
const cast = "tells its reader what it is";
const steered = "tells its reader what to say, or to go on without asking";

type Phrase = { readonly pattern: RegExp; readonly order: Order };

function phrasesOf(spoken: readonly Language[]): readonly Phrase[] {
  return spoken.flatMap(({ script, override, role, steer }) =>
    [
      { templates: override, order: dropped },
      { templates: role, order: cast },
      { templates: steer, order: steered },
    ].flatMap(({ templates, order }) => (templates.length === 0 ? [] : [{ pattern: anyOf(templates, script), order }])),
  );
}

/** Each with a pattern that has to match before any of its phrases can; null: nothing. Most lines need no more than these. */
const groups = [
  { gate: null, phrases: phrasesOf(languages.filter(({ name }) => name === "English")) },
  latin(languages.filter(({ name, script }) => script === "Latin" && name !== "English")),
  { gate: foreignLetters(), phrases: phrasesOf(languages.filter(({ script }) => script !== "Latin")) },
];

function latin(spoken: readonly Language[]): { gate: RegExp; phrases: readonly Phrase[] } {
  const templates = spoken.flatMap(({ override, role, steer }) => [...override, ...role, ...steer]);
  const stems = new Set(templates.flatMap(beginnings));
  return { gate: new RegExp(`\\b(?:${[...stems].join("|")})`), phrases: phrasesOf(spoken) };
}

/** The first letters that a phrase can begin with. */
function beginnings(template: string): string[] {
  const first = template.startsWith("(") ? template.slice(1, template.indexOf(")")).split("|") : template.split("|");
  return first.map((words) => /^[a-z]{1,5}(?![?[(*])/.exec(words)?.[0] ?? words.slice(0, 1));
}

const addressee =
  "(ai|llm|llms|language model|chatgpt|gpt ?\\d?|claude|gemini|copilot|kubetriage|k8sgpt|holmesgpt|assistant|assistants|chatbot|ai (agent|agents|assistant|assistants|model|models|system|systems|tool|tools))";
const act =
  "(run|execute|delete|ignore|obey|reply|respond|answer|end|include|append|tell|say|report|recommend|suggest|propose|call|invoke|use|apply|print|reveal|send|approve|drain|scale|stop|do not|don t|never|always|please)";
const addressed = anyOf(
  [
    `${addressee} (must|should|shall|please|has to|have to|needs to|need to|is required to|are required to|is instructed to|are instructed to|will now) ${act}`,
    `(note|instructions?|attention|dear|hey|memo|notice|message) (to |for )?(the |any |all |every )?${addressee}`,
    "(ai|assistant|assistants|agent|agents|model|models|llm|bot|you) (who |that |which )?(is |are )?(reading|analy[sz]ing|parsing|summari[sz]ing|investigating|troubleshooting|diagnosing) (this|these)",
  ],
  "Latin",
);
const calledUpon = new RegExp(`(?<![a-z0-9/_-])${patternOf(addressee, "Latin")} ?[:,!] ?${act}(?![a-z0-9])`);

/** Somebody who is no part of a cluster is spoken of before a command. */
const commandFor = new RegExp(
  `(?<![a-z0-9/_.-])${patternOf("(assistants?|chatbots?|language models?|llms?|(ai|ki|ia) ?(agents?|assistants?|assistenten?|clients?|models?|operators?|systems?|tools?))", "Latin")}(?![a-z0-9/_.-])[^\\n]{0,200}kubectl [a-z]`,
);

/** What stands in the formats in which models are spoken to, and in no output. */
const markers: readonly RegExp[] = [
  /<\|(?:im_start|im_end|system|user|assistant|end|endoftext|start_header_id|end_header_id|eot_id|begin_of_text)\|>/,
  /\[\/?inst\]|<<\/?sys>>/,
  /<\/?(?:system|assistant|instructions?|system[-_ ](?:prompt|reminder|message)|tool[-_ ]?(?:results?|calls?|use|output|response)|function[-_ ]?(?:results?|calls?|response)|evidence|important|admin[-_ ]?\w{0,20})(?:\s[^<>]{0,80})?>/,
  /<invoke name=|antml:/,
  /#{2,6} ?(?:new |updated |override |system |hidden |real )+(?:prompt|instructions?|message|task|directive)/,
  /#{2,6} ?(?:instructions?|response|human|assistant|question) ?:/,
  /(?:^|[\s"'|>\]=}.\\]|\\n)(?:system|assistant|human|developer)(?: message)? ?[:>] ?(?:you |ignore |please |run |execute |i |i'll |sure|the user |disregard |forget |new |override|from now |as an |do not |never |always |delete |call |must |understood|approved)/,
  /(?:^|[\s"'|>\]=}.\\])user ?: (?:please |yes|approve|i approve|go ahead|run |ignore |delete (?:the|all|every|namespace))/,
  /"role\\?" ?: ?\\?"(?:system|assistant|tool|developer)\\?"/,
  /"(?:tool_calls?|tool_results?|tool_use|tool_use_id|function_call)\\?" ?:/,
  /"execute(?:_all|all)?\\?" ?: ?true/,
  /(?:begin|start|end|close) (?:of )?(?:the )?(?:system |new |hidden |tool |evidence|cluster |untrusted |admin )+(?:prompt|instructions?|output|results?|data|content|override|section|block)?(?![\p{L}\p{N}])/u,
  /(?:system|admin|administrator|safety|developer) (?:override|instruction|directive|notice to)/,
  /(?:curl|wget) [^|\n]{0,200}\| ?(?:sudo )?(?:ba|z)?sh(?![\p{L}\p{N}])/u,
];

const dangerous =
  "(delete|drain|cordon|scale|patch|edit|replace|exec|taint|cp|run|debug|attach|set|label|annotate|rollout|create|apply|expose|config|get secrets?|get -a secrets?|describe secrets?)";
const kubectl = new RegExp(
  `kubectl[^a-z0-9]{1,3}(?:-[^ ]{1,60} (?:[^ -][^ ]{0,60} )?){0,3}${dangerous}(?![a-z0-9])`,
  "g",
);
const told = (["Latin", "spaced", "unspaced"] as const).map((script) =>
  anyOf(
    languages.filter((language) => language.script === script).flatMap(({ run }) => run),
    script,
  ),
);
/** What an installation guide tells a person to do. */
const harmlessUnlessTold = /(?:apply|create|set|label|annotate|rollout|config|expose|edit|run|debug)$/;
function foreignLetters(): RegExp {
  return /[\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Greek}]/u;
}
const foreign = foreignLetters();

/** What the text orders its reader to do; null: nothing. `text` is lower case, blanks counted once, Latin letters without accents. */
export function orderIn(text: string): Order | null {
  for (const { gate, phrases } of groups) {
    if (gate !== null && !gate.test(text)) continue;
    for (const { pattern, order } of phrases) if (pattern.test(text)) return order;
  }
  if (addressed.test(text) || calledUpon.test(text) || commandFor.test(text)) return "speaks to an assistant";
  if (markers.some((marker) => marker.test(text))) return "imitates what programs and models say to each other";
  return commandsToRun(text) ? "tells its reader to run a command" : null;
}

/** Whether the text, in English or another language, tells its reader to drop its instructions. */
export function overridesIn(text: string): boolean {
  return groups.some(({ phrases }) => phrases.some(({ pattern, order }) => order === dropped && pattern.test(text)));
}

const before = 48;

function commandsToRun(text: string): boolean {
  if (!text.includes("kubectl")) return false;
  for (const match of text.matchAll(kubectl)) {
    const around = text.slice(Math.max(0, match.index - before), match.index);
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + before * 2);
    if (foreign.test(around) || foreign.test(after)) return true;
    if (!harmlessUnlessTold.test(match[0]) && told.some((pattern) => pattern.test(around))) return true;
  }
  return false;
}

/** Phrases as one pattern; see `Language` for how they are written. */
function anyOf(templates: readonly string[], script: Language["script"]): RegExp {
  const patterns = templates.map((template) => patternOf(template, script)).join("|");
  if (script === "Latin") return new RegExp(`\\b(?:${patterns})(?![a-z0-9])`);
  return script === "spaced"
    ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns})(?![\\p{L}\\p{N}])`, "u")
    : new RegExp(patterns, "u");
}

function patternOf(template: string, script: Language["script"]): string {
  if (script === "unspaced") return template;
  const letters = script === "Latin" ? "a-z0-9" : "\\p{L}\\p{N}";
  const gap = `[^${letters}]{1,3}`;
  return template
    .replace(/~(\d) /g, `(?:[${letters}]{1,20}${gap}){0,$1}`)
    .replaceAll(" ?", `(?:${gap})?`)
    .replaceAll(" ", gap);
}
