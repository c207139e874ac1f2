/** The words that a name is made of, as stems: `bundle-pricing-v2` and `BundlePricer.Apply` share `bundl` and `pric`. */
export type Stems = ReadonlyMap<string, string>;

/** Stem to word, without versions, numbers and words that every name may hold. */
export const stemsOf = (name: string): Stems => {
  const words = name
    .slice(0, 2000)
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2 && !common.has(word));
  return new Map(words.map((word) => [stemOf(word), word]));
};

/** `pricing`, `pricer`, `prices` and `price` are one word; `shipping` and `ship` too. */
const stemOf = (word: string): string => {
  const bare = word.replace(/s$/, "").replace(/(?:ations?|ers?|ors?|ings?|ed|ions?|ments?|ies|es|e|y)$/, "");
  const stem = bare.length < 3 ? word : bare;
  return stem.replace(/([bdgklmnprt])\1$/, "$1");
};

const common: ReadonlySet<string> = new Set(
  (
    "service services svc api apis app apps application new old next legacy beta alpha canary enable enabled enables disable disabled active feature features flag flags toggle toggles " +
    "experiment experiments rollout percent percentage use with for the and not shop store core common lib src main index run start get set put post add apply handle handler handlers " +
    "controller controllers manager provider providers factory client clients server servers request requests response responses context config configuration settings option options " +
    "default value values data base database test tests internal impl module modules package error errors exception exceptions invoke execute process call calls async await task tasks " +
    "net com org www http https web true false java php cpp util utils helper helpers object objects func function lambda line file level info debug logging logger logs log metrics tracing " +
    "worker workers job jobs queue cache version from into null undefined reference mode support name type json yaml yml properties env"
  ).split(" "),
);
