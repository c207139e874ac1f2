/** Words that narrow nothing in a plain wish: grammar, and the verbs that join a property to what has it. */
const words = new Set(
  (
    "a an the this that its it of in on at across to for from with by as is are was were be been being do does did has have had can could may might will would which what what's who whose where " +
    "how there me us my our your show give tell list print display get see know name names called use uses used using run runs running set sets configured configure value values " +
    "current currently now actual own exactly please many much got shall it's belonging belong belongs defined specified setting look looks like i we you say says report reports according"
  ).split(" "),
);

export const isGrammar = (word: string): boolean => words.has(word) || /^[^\p{L}\p{N}]+$/u.test(word);
